/**
 * Whether a machine wrote a commit, told by the author's address or name before both are dropped.
 *
 * Accepted: 49699333+dependabot[bot]@users.noreply.github.com · bot@renovateapp.com · renovate[bot] (a name) ·
 *           project_42_bot_9f2c@noreply.gitlab.example.com · snyk-bot@snyk.io · semantic-release-bot@martynus.net
 * Refused:  ada@users.noreply.github.com (a person who hides her address) · noreply@github.com (GitHub's
 *           own, for whatever people do on its pages) · abbot@example.com · robot@example.com
 */
const BOT_ADDRESS =
  /^(?:[^@]{0,100}\[bot\]@|(?:project|group)_\d{1,12}_bot[^@]{0,80}@noreply\.|(?:[a-z0-9.-]{1,40}-)?bot@|support@dependabot\.com$|action@github\.com$)/i;

export function isBotsAuthor(email: string, name: string): boolean {
  return name.trimEnd().slice(-5).toLowerCase() === '[bot]' || BOT_ADDRESS.test(email.trim().slice(0, 255));
}
