// Numbers, times and ids as they are read.
import { copyButton, h } from "./dom";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const none = "–";

/** A count with separators; a dash for what is missing. */
export const count = (value: number | null | undefined): string => (value === null || value === undefined ? none : whole.format(value));

/** A number of three significant digits. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const size = Math.abs(value);
  if (size >= 1000) return whole.format(value);
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

/** A count in few letters, for axes. */
export function brief(value: number): string {
  const size = Math.abs(value);
  for (const [unit, letter] of [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]] as const)
    if (size >= unit) return `${Number((value / unit).toPrecision(3))}${letter}`;
  return size !== 0 && size < 0.001 ? value.toExponential(0) : String(Number(value.toPrecision(3)));
}

/** Seconds with the unit that reads best. */
export function seconds(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  if (value === 0) return "0 s";
  if (value < 0.001) return `${Number((value * 1e6).toPrecision(3))} µs`;
  if (value < 1) return `${Number((value * 1e3).toPrecision(3))} ms`;
  if (value < 120) return `${Number(value.toPrecision(3))} s`;
  if (value < 7200) return `${Number((value / 60).toPrecision(3))} min`;
  return value < 172_800 ? `${Number((value / 3600).toPrecision(3))} h` : `${Number((value / 86_400).toPrecision(3))} days`;
}

/** Bytes with the unit that reads best. */
export const bytes = (value: number): string => (value < 1000 ? `${value} B` : `${brief(value)}B`);

/** A share as a percentage. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? none : `${Number((share * 100).toPrecision(3))} %`;

/** An instant in UTC, to the minute where it has no seconds. */
export function instant(text: string | number | null | undefined): string {
  if (text === null || text === undefined) return none;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? String(text) : date.toISOString().replace("T", " ").replace(/(:00)?\.\d+Z$/, "");
}

/** A long id, cut in its middle. */
export function short(id: string): string {
  const letters = [...id];
  return letters.length <= 22 ? id : `${letters.slice(0, 10).join("")}…${letters.slice(-8).join("")}`;
}

/** An id: shown short, perhaps as a link, and copied whole. */
export function identity(id: string, href?: string, name?: string): HTMLElement {
  const shown = name && name !== id ? name : id;
  const text = h(href ? "a" : "span", { class: "id", title: shown === id ? id : `${shown} (${id})`, href }, short(shown));
  return h("span", { class: "identity" }, text, copyButton(id, `the id ${short(id)}`));
}

/** A file's part of CSV. */
export const csv = (rows: (string | number | null | undefined)[][]): string =>
  rows.map(row => row.map(cell => {
    const text = cell === null || cell === undefined ? "" : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",")).join("\n") + "\n";
