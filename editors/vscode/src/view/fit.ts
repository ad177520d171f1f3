/** Tables that are wider than the view are drawn smaller, down to what can still be read; beyond that they scroll. */

/** The smallest size of letters, as a part of the usual one. */
const SMALLEST = 0.72;

/** Steps in which letters are made smaller. */
const STEP = 0.04;

export function fit(page: HTMLElement): void {
  for (const box of page.querySelectorAll<HTMLElement>(".scroll")) {
    const table = box.firstElementChild as HTMLElement;
    let size = 1;
    table.style.fontSize = "";
    table.classList.remove("narrow");
    while (box.scrollWidth > box.clientWidth && size > SMALLEST) {
      size = Math.max(SMALLEST, size - STEP);
      table.classList.add("narrow");
      table.style.fontSize = `${size}em`;
    }
  }
}
