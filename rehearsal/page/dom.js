// Builds elements. Text goes in as text nodes only, so nothing that a message says becomes markup.

const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "open"]);

/** An element: attributes, `on…` listeners, `class`, `testid`; children are nodes or text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === "testid") element.dataset.testid = value;
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Words for a screen reader only. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/**
 * Makes `parent` hold one child per entry, keeping the children that did not change, so that focus,
 * open menus and the reader's place stay. An entry is {key, signature, build}.
 */
export function reconcile(parent, entries) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const { key, signature, build } of entries) {
    let child = before.get(key);
    if (child === undefined || child.dataset.signature !== signature) {
      const fresh = build();
      fresh.dataset.key = key;
      fresh.dataset.signature = signature;
      if (child !== undefined) {
        if (place === child) place = fresh;
        child.replaceWith(fresh);
      }
      child = fresh;
    }
    before.delete(key);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const child of before.values()) child.remove();
}

/** Open an overflow menu to the side, and up or down, where its pane has room for it. */
export function keepInPane(menu) {
  const pane = (menu.closest(".scroller") ?? document.body).getBoundingClientRect();
  const place = menu.getBoundingClientRect();
  menu.classList.toggle("menu-right", place.left < pane.left);
  menu.classList.toggle("menu-up", place.bottom > pane.bottom);
}

/** Closes a popup when the person clicks elsewhere, leaves it or presses Escape. */
export function dismissable(popup, close) {
  const outside = (event) => {
    if (!popup.contains(event.target)) end();
  };
  const escape = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      end();
    }
  };
  const end = () => {
    document.removeEventListener("pointerdown", outside, true);
    popup.removeEventListener("keydown", escape);
    close();
  };
  document.addEventListener("pointerdown", outside, true);
  popup.addEventListener("keydown", escape);
  return end;
}

/** Lets arrow keys walk through the buttons of a menu. */
export function walkable(menu) {
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const choices = [...menu.querySelectorAll("[role=menuitem]")];
    const at = choices.indexOf(document.activeElement);
    choices[(at + step + choices.length) % choices.length]?.focus();
  });
}
