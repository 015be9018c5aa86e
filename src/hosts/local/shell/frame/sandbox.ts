/** The `sandbox` attribute of Atlassian's frames; the policy they send with the page repeats it. */
export const frameSandbox =
  'allow-popups allow-popups-to-escape-sandbox allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts';
