// Buttons and menus outside forms: what is pressed or chosen goes to the app at once.

import { confirmed } from "./confirm.js";
import { dismissable, h, keepInPane, walkable } from "./dom.js";
import { icon } from "./icons.js";
import { field, isMultiple } from "./inputs.js";
import { mistake } from "./mistake.js";
import { plain } from "./mrkdwn.js";

/** The control for an element of an actions block or an accessory. */
export function control(block, element, surface) {
  switch (element.type) {
    case "button":
    case "icon_button":
      return button(block, element, surface);
    case "feedback_buttons":
      return feedback(block, element, surface);
    case "overflow":
      return overflow(block, element, surface);
  }
  const chosen = field(block, element, surface, async (value) => {
    if (await confirmed(element.confirm)) await surface.act(block, element, value);
  });
  if (chosen === null) return mistake(`element type "${element.type}"`);
  const label = element.placeholder?.text ?? element.action_id;
  return h("div", { class: `inline-field${isMultiple(element) ? " inline-many" : ""}`, role: "group", "aria-label": label }, chosen);
}

/** Runs an action while its button shows that it waits. */
async function waiting(control, action) {
  if (control.getAttribute("aria-busy") === "true") return;
  control.setAttribute("aria-busy", "true");
  try {
    await action();
  } finally {
    control.removeAttribute("aria-busy");
  }
}

function button(block, element, surface) {
  const pressed = async () => {
    if (!(await confirmed(element.confirm))) return;
    if (/^https?:/i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener,noreferrer");
    await waiting(made, () => surface.act(block, element, element.value ?? null));
  };
  const made = h("button", {
    type: "button",
    class: `button ${element.style ? `button-${element.style}` : ""}`,
    "aria-label": element.accessibility_label,
    testid: `action-${element.action_id}`,
    "data-value": element.value,
    onclick: pressed,
  }, plain(element.text.text));
  return made;
}

function feedback(block, element, surface) {
  const one = (each, mark) => {
    const made = h("button", {
      type: "button",
      class: "button button-icon",
      "aria-label": each.accessibility_label ?? each.text.text,
      title: each.text.text,
      testid: `action-${element.action_id}-${mark}`,
      onclick: () => waiting(made, () => surface.act(block, element, each.value)),
    }, icon(mark));
    return made;
  };
  return h("span", { class: "feedback" }, one(element.positive_button, "positive"), one(element.negative_button, "negative"));
}

function overflow(block, element, surface) {
  const frame = h("span", { class: "overflow" });
  const choose = async (option) => {
    if (await confirmed(element.confirm)) await surface.act(block, element, option.value);
  };
  const open = () => {
    const choices = element.options.map((option) =>
      h("button", { type: "button", role: "menuitem", class: "menu-choice", onclick: () => { end(); choose(option); } }, plain(option.text.text)),
    );
    const menu = h("div", { class: "menu", role: "menu", testid: `menu-${element.action_id}` }, choices);
    walkable(menu);
    frame.append(menu);
    keepInPane(menu);
    opener.setAttribute("aria-expanded", "true");
    const end = dismissable(menu, () => {
      menu.remove();
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
    });
    choices[0]?.focus();
  };
  const opener = h("button", { type: "button", class: "button button-icon", "aria-haspopup": "menu", "aria-expanded": "false", testid: `action-${element.action_id}`, onclick: open }, icon("more", "More options"));
  frame.append(opener);
  return frame;
}
