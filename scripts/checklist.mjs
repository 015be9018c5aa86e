/**
 * Reads docs/checklist.md, which people write, and tells where it and the catalogue disagree.
 *
 * A sentence reads: - 2.1 Nothing waits longer than agreed — `blocking-wait`
 * or ends in:       — planned: `slipping-promise`   or   — by hand
 */
const SENTENCE = /^- (\d\.\d+) (.+?) — (?:(planned: )?`([a-z0-9-]+)`|by hand)$/;

/** Every sentence of the checklist; throws on a list item that is none. */
export function readChecklist(markdown) {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => {
      const match = SENTENCE.exec(line);
      if (!match)
        throw new Error(
          `docs/checklist.md: "${line}" does not read like "- 2.1 A sentence — \`detector-id\`", "— planned: \`detector-id\`" or "— by hand".`,
        );
      const [, number, sentence, planned, detector] = match;
      return { number, sentence, detector, planned: planned !== undefined };
    });
}

/** One sentence a disagreement; empty when checklist and catalogue say the same. */
export function checkChecklist(markdown, detectors) {
  const sentences = readChecklist(markdown);
  const complaints = [];
  for (const { id, checklistLine } of detectors) {
    const own = sentences.find((sentence) => sentence.detector === id);
    if (!own) complaints.push(`docs/checklist.md has no line for ${id}. Add: - ${checklistLine} … — \`${id}\``);
    else if (own.planned)
      complaints.push(`docs/checklist.md calls ${id} planned, but it is written. Take "planned: " away.`);
    else if (own.number !== checklistLine)
      complaints.push(`${id} says it answers ${checklistLine}, docs/checklist.md says ${own.number}.`);
  }
  const written = new Set(detectors.map(({ id }) => id));
  for (const { number, detector, planned } of sentences) {
    if (detector !== undefined && !planned && !written.has(detector)) {
      complaints.push(`docs/checklist.md ${number} names ${detector}, which is not in src/detect/detectors.`);
    }
  }
  const numbers = sentences.map(({ number }) => number);
  for (const number of new Set(numbers.filter((one, index) => numbers.indexOf(one) !== index))) {
    complaints.push(`docs/checklist.md uses ${number} twice.`);
  }
  return complaints;
}
