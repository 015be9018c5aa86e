/** What `npm start -- --showcase` does before the host opens: scenario files become a data set. */
import { readStory } from './read-story';
import { writeDataSet } from './write-data-set';

/**
 * Writes the data set of the story in `storyFolder` to `dataFolder` and answers that folder. Throws,
 * with the remedy, where the story has a slip of the pen or `at` lies outside of it.
 */
export function openShowcase(storyFolder: string, dataFolder: string, at: number | undefined): string {
  const story = readStory(storyFolder);
  if (at !== undefined && (at < story.beginsAt || at > story.endsAt))
    throw new Error(
      `The showcase does not tell of ${dayOf(at)}. Open it on a day from ${dayOf(story.beginsAt)} to ${dayOf(story.endsAt)}.`,
    );
  writeDataSet(story, dataFolder);
  return dataFolder;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
