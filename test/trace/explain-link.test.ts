import { LINKER_IDS, type TraceLink } from '../../src/model/link';
import { explainLink } from '../../src/trace/explain-link';
import { shaOf } from './commit-builder';

const link: TraceLink = {
  repo: 'shop/pay',
  sha: shaOf('a'),
  key: 'PAY-1',
  linker: 'merge-parent',
  confidence: 1,
  evidence: { text: 'PAY-1 named by the merge 123456789012 that brought it in', quote: undefined, via: shaOf('m') },
  foundAt: Date.UTC(2026, 2, 5),
};

test('a link explains itself in sentences', () => {
  expect(explainLink(link)).toEqual([
    'Commit 610000000000 serves PAY-1. It names no work item itself; the merge that brought it in does.',
    'Evidence: PAY-1 named by the merge 123456789012 that brought it in.',
    `Found through ${shaOf('m')}.`,
    'Found on 2026-03-05.',
  ]);
});

test('a quote and a probability are told where there are any', () => {
  const sentences = explainLink({
    ...link,
    confidence: 0.914,
    evidence: { text: 'x', quote: 'PAY-1 refunds', via: undefined },
  });
  expect(sentences[0]).toContain('with a probability of 91%');
  expect(sentences).toContain('The text reads: “PAY-1 refunds”');
});

test('every linker is explained', () => {
  const first = LINKER_IDS.map((linker) => explainLink({ ...link, linker })[0]);
  expect(new Set(first).size).toBe(LINKER_IDS.length);
});
