// Small drawings of our own.

import { unseen } from "./dom.js";

const PATHS = {
  hash: "M6.5 2 5 14M11 2 9.5 14M2.5 5.5h11.5M2 10.5h11.5",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  without: "M4 4.5h8v7H4zM8 4.5V2M2 14 14 2",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  reply: "M2 3h12v8H7l-3 3v-3H2z",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 .01 0",
  send: "M2.5 2.5 14 8 2.5 13.5 4.5 8zM4.5 8H9",
  positive: "M2 7.5h2.5v6H2zM4.5 8 7.5 2c1.2 0 1.8.9 1.5 2.2L8.6 6H13l-1 7.5H4.5",
  negative: "M2 8.5h2.5v-6H2zM4.5 8l3 6c1.2 0 1.8-.9 1.5-2.2L8.6 10H13l-1-7.5H4.5",
  attach: "M12.5 7 8 11.5a2.6 2.6 0 0 1-3.7-3.7L9 3a1.8 1.8 0 0 1 2.5 2.5L7 10",
  back: "M10 3 5 8l5 5",
};
const SVG = "http://www.w3.org/2000/svg";

/** An icon; with `label`, it says so to screen readers and on hover. */
export function icon(name, label = null) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  if (label === null) return drawing;
  const frame = document.createElement("span");
  frame.className = "icon-frame";
  frame.title = label;
  frame.append(drawing, unseen(label));
  return frame;
}

const HUES = { app: 174, slackbot: 48 };

/** A person's square with initials, in a colour of their own. */
export function avatar(id, name, kind = "person") {
  const square = document.createElement("span");
  square.className = `avatar avatar-${kind}`;
  square.setAttribute("aria-hidden", "true");
  square.textContent = name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
  const hue = HUES[kind] ?? [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  square.style.setProperty("--hue", hue);
  return square;
}
