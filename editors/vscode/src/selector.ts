/** Texts in which drafts are written. */

/** What is looked at: drafts are written in these, on disk or not yet saved. */
export const SELECTOR = ["file", "untitled"].flatMap(scheme =>
  ["markdown", "plaintext", "html"].map(language => ({ scheme, language })),
);
