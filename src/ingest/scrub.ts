/**
 * Texts that people wrote about code carry addresses and names of people, above all in the trailers
 * of commits that several wrote. Nothing we ask of a text needs them, so they are not kept.
 *
 * Removed: ada@example.com · Co-authored-by: Ada Lee <ada@example.com> · Signed-off-by: Ada Lee
 * Kept:    lodash@4.17.5 · @appcd/plugin · Refs: PAY-12
 */

/** Bounded in every part, so that no text makes it slow. */
const ADDRESS = /[^\s<>@"'(),;:[\]]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b/g;

const PERSON_TRAILER =
  /^((?:co-authored|signed-off|reviewed|acked|tested|reported|suggested|helped|requested|approved|mentored)-by|cc):[^\n]*$/gim;

/** The text without addresses, and without the people named in trailers. Linear in its length. */
export function withoutPeople(text: string): string {
  return text.replace(PERSON_TRAILER, '$1: (removed)').replace(ADDRESS, '(address removed)');
}
