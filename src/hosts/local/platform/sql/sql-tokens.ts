/**
 * Cuts MySQL text into tokens, so that policy and translation never mistake a string or a comment
 * for a keyword. Comments and white space are dropped, but each token knows whether some stood
 * before it: `COUNT (*)` and `COUNT(*)` differ.
 */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'placeholder' | 'symbol';
  /** As written, but for strings: their content with escapes resolved. */
  readonly text: string;
  readonly spaced: boolean;
}

const pattern =
  /(?<space>\s+|--(?:\s[^\n]*|$)|#[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|`(?<name>[^`]+)`|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>@{0,2}[A-Za-z_$][\w$]*)|(?<placeholder>\?)|(?<symbol><=>|<>|!=|<=|>=|\|\||&&|:=|[\s\S])/y;

const plainSymbols: ReadonlySet<string> = new Set(['(', ')', ',', ';', '.', '*', '+', '=', '%']);
const spaces: ReadonlySet<string> = new Set([' ', '\n', '\t', '\r']);

export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let spaced = false;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (spaces.has(char)) {
      spaced = true;
      at += 1;
      continue;
    }
    // A statement of a thousand rows is mostly these; the pattern would be ten times slower.
    if (char === '?' || plainSymbols.has(char)) {
      tokens.push({ kind: char === '?' ? 'placeholder' : 'symbol', text: char, spaced });
      spaced = false;
      at += 1;
      continue;
    }
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups ?? {};
    at = pattern.lastIndex;
    if (groups['space'] !== undefined) {
      spaced = true;
      continue;
    }
    tokens.push({ ...tokenOf(groups), spaced });
    spaced = false;
  }
  return tokens;
}

function tokenOf(groups: Record<string, string | undefined>): Omit<SqlToken, 'spaced'> {
  if (groups['string'] !== undefined) return { kind: 'string', text: unescape(groups['string']) };
  for (const kind of ['name', 'number', 'word', 'placeholder'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text };
  }
  return { kind: 'symbol', text: groups['symbol'] ?? '' };
}

/** Writes tokens out again; `write` says how each kind is spelled in the dialect at hand. */
export function joinTokens(tokens: readonly SqlToken[], write: (token: SqlToken) => string): string {
  return tokens
    .map((token) => (token.spaced ? ' ' : '') + write(token))
    .join('')
    .trim();
}

/** A keyword or an unquoted name, in upper case; undefined for anything else. */
export function keyword(token: SqlToken | undefined): string | undefined {
  return token?.kind === 'word' ? token.text.toUpperCase() : undefined;
}

export function isSymbol(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

/** True when the tokens from `at` spell these keywords in a row. */
export function spells(tokens: readonly SqlToken[], at: number, ...words: readonly string[]): boolean {
  return words.every((word, offset) => keyword(tokens[at + offset]) === word);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', '0': '\0', Z: '\x1a' };

function unescape(quoted: string): string {
  const quote = quoted.charAt(0);
  return quoted
    .slice(1, -1)
    .replace(/\\([\s\S])|(''|"")/g, (whole, escaped: string | undefined, doubled: string | undefined) => {
      if (doubled !== undefined) return doubled.charAt(0) === quote ? quote : doubled;
      if (escaped === undefined) return whole;
      // \% and \_ keep their backslash: they mean something to LIKE only.
      return escaped === '%' || escaped === '_' ? whole : (escapes[escaped] ?? escaped);
    });
}
