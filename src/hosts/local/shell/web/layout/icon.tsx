/** Line icons of the shell, 16 × 16, in the colour of the text around them. */
const paths = {
  automation: 'M9 1.5 3.5 9H7.5L6.5 14.5 12.5 6.5H8.5Z',
  bell: 'M3.5 11.5h9l-1.2-2V6.8a3.3 3.3 0 0 0-6.6 0v2.7ZM6.5 13.5h3',
  board: 'M2 3h12v10H2ZM6 3v10M10 3v10',
  calendar: 'M2.5 3.5h11v10h-11ZM2.5 6.5h11M5.5 1.5v3M10.5 1.5v3',
  chevronDown: 'm4 6 4 4 4-4',
  chevronRight: 'm6 4 4 4-4 4',
  cross: 'M4 4l8 8M12 4l-8 8',
  dashboard: 'M2.5 2.5h5v5h-5ZM8.5 9.5h5v4h-5ZM8.5 2.5h5v5h-5ZM2.5 9.5h5v4h-5Z',
  host: 'M2 3h12v4H2ZM2 9h12v4H2ZM4.5 5h.01M4.5 11h.01',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5l3 3',
  settings:
    'M8 5.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6ZM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  puzzle:
    'M6.5 3a1.5 1.5 0 0 1 3 0v1h3v3h-1a1.5 1.5 0 0 0 0 3h1v3h-3v-1a1.5 1.5 0 0 0-3 0v1h-3v-3h1a1.5 1.5 0 0 0 0-3h-1V4h3Z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
