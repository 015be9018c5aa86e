/** The pictures Jira's answers point to, drawn here: avatars with initials, icons of types and priorities. */
import type { Hono } from 'hono';
import type { ShellHost } from './shell-host';

export function addImageRoutes(site: Hono, host: ShellHost): void {
  site.get('/avatar/:of', (c) => {
    const of = c.req.param('of');
    const person = host.people().find(({ accountId }) => accountId === of);
    const svg = picture(initialsOf(person?.displayName ?? ''), hueOf(of));
    return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' });
  });
  site.get('/images/*', (c) =>
    c.body(square(hueOf(c.req.path)), 200, {
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=3600',
    }),
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}

/** The same text always has the same hue. */
function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}

function picture(initials: string, hue: number): string {
  const text = `<text x="24" y="31" font-family="sans-serif" font-size="20" font-weight="600" fill="#fff" text-anchor="middle">${escaped(initials)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="hsl(${hue} 45% 38%)"/>${text}</svg>`;
}

function square(hue: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="hsl(${hue} 45% 45%)"/></svg>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
