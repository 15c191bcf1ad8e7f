// The box in which people write: messages, mentions and slash commands.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * A composer. `send(text, file)` resolves when the text is on its way; `file`, if one was attached,
 * is {name, base64}, and goes at once. `hints()` gives {commands, mentions: [[name, id]],
 * channels: [[name, id]]}.
 */
export function composer({ testid, label, send, hints }) {
  const box = h("textarea", { rows: 1, class: "composer-box", "aria-label": label, placeholder: label, testid, autocomplete: "off", spellcheck: "true" });
  const button = h("button", { type: "submit", class: "icon-button send", "aria-label": "Send", testid: `${testid}-send`, disabled: true }, icon("send"));
  const picked = h("input", { type: "file", hidden: true, testid: `${testid}-file`, onchange: () => attach() });
  const attachButton = h("button", { type: "button", class: "icon-button", "aria-label": "Attach a file", onclick: () => picked.click() }, icon("attach"));
  const popup = h("div", { class: "hints", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const form = h("form", { class: "composer" }, popup, attachButton, picked, box, button);

  const fit = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
    button.disabled = box.value.trim() === "";
  };
  const submit = async () => {
    const text = box.value;
    if (text.trim() === "") return;
    box.value = "";
    fit();
    popup.hidden = true;
    await send(withMentions(text.trim(), hints()));
  };
  const attach = async () => {
    const [file] = picked.files;
    if (!file) return;
    const text = box.value.trim();
    box.value = picked.value = "";
    fit();
    await send(withMentions(text, hints()), { name: file.name, base64: await base64(file) });
  };
  const suggest = () => {
    fit();
    const found = suggestions(box, hints());
    popup.hidden = found.length === 0;
    popup.replaceChildren(...found.map(({ words, note, take }) =>
      h("button", { type: "button", role: "option", class: "hint-choice", tabindex: "-1", onpointerdown: (event) => { event.preventDefault(); take(); suggest(); } },
        h("strong", {}, words), h("span", { class: "menu-note" }, note))));
  };
  box.addEventListener("input", suggest);
  box.addEventListener("blur", () => (popup.hidden = true));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") popup.hidden = true;
    if (event.key === "Tab" && !event.shiftKey && !popup.hidden) {
      event.preventDefault();
      suggestions(box, hints())[0]?.take();
      suggest();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return { form, box, relabel: (words) => {
    box.placeholder = words;
    box.setAttribute("aria-label", words);
  } };
}

/** A file's bytes, as JSON can carry them. */
function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

/** What the words before the caret could become. */
function suggestions(box, { commands, mentions }) {
  const before = box.value.slice(0, box.selectionStart);
  const replace = (start, words) => () => {
    box.setRangeText(words, start, box.selectionStart, "end");
    box.focus();
  };
  if (/^\/\S*$/.test(before)) {
    return commands.filter((name) => name.startsWith(before) && name !== before)
      .map((name) => ({ words: name, note: "Factdesk", take: replace(0, `${name} `) }));
  }
  const at = /(?:^|\s)@([\p{L}\p{N} ]{0,20})$/u.exec(before);
  if (!at) return [];
  const begun = at[1].toLowerCase();
  const start = before.length - at[1].length - 1;
  return mentions.filter(([name]) => name.toLowerCase().startsWith(begun) && name.toLowerCase() !== begun)
    .map(([name]) => ({ words: `@${name}`, note: "", take: replace(start, `@${name} `) }));
}

/** "@Factdesk" and "#newsroom" as Slack sends them; longest names first. */
function withMentions(text, { mentions, channels }) {
  if (text.startsWith("/")) return text;
  const byLength = (pairs) => [...pairs].sort((a, b) => b[0].length - a[0].length);
  for (const [name, id] of byLength(mentions)) {
    text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}<])@${escaped(name)}(?![\\p{L}\\p{N}])`, "giu"), `<@${id}>`);
  }
  for (const [name, id] of byLength(channels)) {
    text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}<])#${escaped(name)}(?![\\p{L}\\p{N}-])`, "giu"), `<#${id}>`);
  }
  return text;
}

function escaped(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
