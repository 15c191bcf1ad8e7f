// Inputs: in a form they keep what is typed until it is sent; elsewhere each change goes out.

import { h } from "./dom.js";
import { mistake } from "./mistake.js";
import { mrkdwn, plain } from "./mrkdwn.js";

const TYPES = { url_text_input: "url", email_text_input: "email", number_input: "text" };
const MANY = new Set(["checkboxes", "multi_static_select", "multi_users_select", "multi_conversations_select", "multi_channels_select"]);

export function isMultiple(element) {
  return MANY.has(element.type);
}

/** An input block: label, field, hint, and the error under this very field. */
export function inputBlock(block, surface) {
  const { element } = block;
  const id = `${surface.scope}-${block.block_id}`;
  const keep = (value) => surface.drafts?.set(block.block_id, value);
  const changed = async (value) => {
    keep(value);
    clearError(wrapper);
    if (block.dispatch_action) await surface.act(block, element, value);
  };
  const drawn = field(block, element, { ...surface, id, keep }, changed) ?? mistake(`element type "${element.type}"`);
  const grouped = drawn.matches("fieldset, .many");
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  const label = h(grouped ? "span" : "label", grouped ? { id: `${id}-label`, class: "label" } : { for: id, class: "label" }, plain(block.label.text), optional);
  if (grouped) drawn.setAttribute("aria-labelledby", `${id}-label`);
  const hint = block.hint ? h("p", { class: "hint", id: `${id}-hint` }, plain(block.hint.text)) : null;
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert", testid: `error-${block.block_id}`, hidden: true });
  const described = grouped ? drawn : drawn.matches("[id]") ? drawn : (drawn.querySelector(`#${CSS.escape(id)}`) ?? drawn);
  described.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  const wrapper = h("div", { class: "input-block", testid: `field-${block.block_id}` }, label, drawn, error, hint);
  return wrapper;
}

/** Puts the sentences of `errors` (block_id → words) under their fields; true if one is marked. */
export function markErrors(form, errors) {
  let first = null;
  for (const wrapper of form.querySelectorAll(".input-block")) {
    const words = errors[wrapper.dataset.blockId];
    if (words === undefined) {
      clearError(wrapper);
      continue;
    }
    const line = wrapper.querySelector(".field-error");
    line.textContent = words;
    line.hidden = false;
    wrapper.classList.add("has-error");
    const control = wrapper.querySelector("input, textarea, select");
    control?.setAttribute("aria-invalid", "true");
    first ??= control;
  }
  first?.focus();
  return first !== null;
}

function clearError(wrapper) {
  wrapper.classList.remove("has-error");
  wrapper.querySelector(".field-error").hidden = true;
  wrapper.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
}

/** The control of one element, with its value from the draft or the state; null if unknown. */
export function field(block, element, surface, changed) {
  const state = surface.values?.[block.block_id]?.[element.action_id] ?? {};
  const draft = surface.drafts?.get(block.block_id);
  const common = {
    id: surface.id,
    testid: `input-${element.action_id}`,
    autofocus: element.focus_on_load,
    "aria-label": surface.id ? null : (element.placeholder?.text ?? element.action_id),
  };
  const typed = surface.keep ?? (() => {});
  const setting = { common, changed, typed, state, draft, see: surface.see, element, scope: `${surface.scope}-${block.block_id}-${element.action_id}` };
  return FIELDS[element.type]?.(setting) ?? null;
}

const FIELDS = {
  plain_text_input(setting) {
    const { element, common, draft, state } = setting;
    const attributes = { ...common, ...writing(setting), placeholder: element.placeholder?.text, value: draft ?? state.value ?? "" };
    const made = element.multiline ? h("textarea", { ...attributes, rows: 4 }) : h("input", { ...attributes, type: "text", autocomplete: "off" });
    return element.max_length ? counted(made, element.max_length) : made;
  },
  url_text_input: (setting) => line(setting),
  email_text_input: (setting) => line(setting),
  number_input: (setting) => line(setting, { inputmode: setting.element.is_decimal_allowed ? "decimal" : "numeric" }),
  datepicker: (setting) => timed(setting, "date", "selected_date"),
  timepicker: (setting) => timed(setting, "time", "selected_time"),
  datetimepicker({ common, state, draft, changed }) {
    const seconds = draft ?? state.selected_date_time;
    const shown = seconds ? new Date((seconds - new Date().getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16) : "";
    const read = (event) => changed(event.target.value ? Math.floor(new Date(event.target.value).getTime() / 1000) : null);
    return h("input", { ...common, type: "datetime-local", value: shown, onchange: read });
  },
  static_select: (setting) => menu(setting, grouped(setting.element), setting.state.selected_option?.value),
  users_select: (setting) => menu(setting, people(setting.see), setting.state.selected_user),
  channels_select: (setting) => menu(setting, channels(setting.see), setting.state.selected_channel),
  conversations_select: (setting) => menu(setting, channels(setting.see), setting.state.selected_conversation),
  radio_buttons: (setting) => choices(setting, "radio", setting.element.options, [setting.state.selected_option?.value]),
  checkboxes: (setting) => choices(setting, "checkbox", setting.element.options, values(setting.state.selected_options)),
  multi_static_select: (setting) => choices(setting, "checkbox", grouped(setting.element).flatMap((group) => group.options), values(setting.state.selected_options)),
  multi_users_select: (setting) => choices(setting, "checkbox", people(setting.see)[0].options, setting.state.selected_users),
  multi_channels_select: (setting) => choices(setting, "checkbox", channels(setting.see)[0].options, setting.state.selected_channels),
  multi_conversations_select: (setting) => choices(setting, "checkbox", channels(setting.see)[0].options, setting.state.selected_conversations),
};

function writing({ element, typed, changed }) {
  return {
    oninput: (event) => typed(event.target.value),
    onchange: (event) => typed(event.target.value),
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      // Enter in a line must not send a form by accident, nor break into the next line of one.
      if (!element.multiline) {
        event.preventDefault();
        changed(event.target.value);
      }
    },
  };
}

function line(setting, more = {}) {
  const { element, common, draft, state } = setting;
  return h("input", { ...common, ...writing(setting), ...more, type: TYPES[element.type], placeholder: element.placeholder?.text, value: draft ?? state.value ?? "", autocomplete: "off" });
}

function counted(control, most) {
  const left = h("span", { class: "count" });
  const show = () => {
    const rest = most - control.value.length;
    left.textContent = rest < 0 ? `${-rest} too many` : rest <= 100 ? String(rest) : "";
    left.classList.toggle("count-over", rest < 0);
  };
  control.addEventListener("input", show);
  show();
  return h("div", { class: "counted" }, control, left);
}

function timed({ common, draft, state, changed }, type, key) {
  return h("input", { ...common, type, value: draft ?? state[key] ?? "", onchange: (event) => changed(event.target.value || null) });
}

function menu({ element, common, draft, changed }, groups, selected) {
  const now = draft === undefined ? selected : draft;
  const entry = (option) => h("option", { value: option.value, selected: option.value === now }, option.text.text);
  const lists = groups.map((group) => (group.label ? h("optgroup", { label: group.label.text }, group.options.map(entry)) : group.options.map(entry)));
  const none = h("option", { value: "", selected: now === undefined || now === null }, element.placeholder?.text ?? "Select an option");
  return h("select", { ...common, onchange: (event) => changed(event.target.value || null) }, none, lists);
}

function choices({ element, common, draft, changed, see, scope }, type, options, selected) {
  const now = new Set((draft === undefined ? selected : [draft].flat()) ?? []);
  const frame = h("div", { class: "many", role: type === "radio" ? "radiogroup" : "group", testid: common.testid });
  const read = () => {
    const chosen = [...frame.querySelectorAll("input:checked")].map((input) => input.value);
    changed(type === "radio" ? (chosen[0] ?? null) : chosen);
  };
  frame.append(...options.map((option) =>
    h("label", { class: "choice" },
      h("input", { type, name: scope, value: option.value, checked: now.has(option.value), onchange: read }),
      h("span", {}, option.text.type === "mrkdwn" ? mrkdwn(option.text.text, see) : plain(option.text.text),
        option.description && h("span", { class: "choice-note" }, option.description.type === "mrkdwn" ? mrkdwn(option.description.text, see) : plain(option.description.text)))),
  ));
  if (element.max_selected_items) frame.dataset.most = element.max_selected_items;
  return frame;
}

function grouped(element) {
  return element.option_groups ?? [{ options: element.options }];
}

function people(see) {
  return [{ options: [...see.names].filter(([id]) => see.humans.has(id)).map(([value, text]) => ({ value, text: { text } })) }];
}

function channels(see) {
  return [{ options: [...see.channels].map(([value, name]) => ({ value, text: { text: `#${name}` } })) }];
}

function values(options) {
  return (options ?? []).map((option) => option.value);
}
