/* Sends forms with `data-enhance` by fetch to our own site, shows errors in place. */
(() => {
  const busy = new Map();
  const get = (element, name) => element?.getAttribute(name) ?? "";
  const names = (text) => text.split(" ").filter(Boolean);

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };

  const release = (form) => {
    for (const button of busy.get(form) ?? []) button.disabled = false;
    busy.delete(form);
  };

  // A field named "submit" hides the form's own method.
  const sendNatively = (form, button) => {
    if (button?.name) form.append(make("input", { type: "hidden", name: button.name, value: button.value }));
    HTMLFormElement.prototype.submit.call(form);
  };

  const go = (url, base) => {
    const { href } = new URL(url, base);
    if (!/^https?:/.test(href)) return;
    // A fragment is only scrolled to.
    const same = href.startsWith(location.href.split("#")[0] + "#");
    location.assign(href);
    if (same) location.reload();
  };

  const describe = (control, change) => {
    const ids = change(names(get(control, "aria-describedby")));
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
    else control.removeAttribute("aria-describedby");
  };

  const forget = (form, invalid) => {
    for (const control of form.querySelectorAll("[aria-invalid],[aria-describedby]")) {
      control.removeAttribute("aria-invalid");
      control.classList.remove(...invalid);
      describe(control, (ids) => ids.filter((id) => !id.endsWith("-error")));
    }
    for (const old of form.querySelectorAll("[data-error],[data-error-summary]")) old.remove();
  };

  const show = (form, { detail, errors, token }) => {
    const invalid = names(get(form, "data-invalid-class"));
    forget(form, invalid);
    if (token) for (const field of form.querySelectorAll("input[name=csrf_token]")) field.value = token;
    const list = make("ul", {});
    for (const error of errors) {
      const control = error.id && document.getElementById(error.id);
      if (!control || !form.contains(control) || control.type === "hidden") {
        list.append(make("li", {}, error.detail));
        continue;
      }
      const id = `${error.id}-error`;
      if (!document.getElementById(id)) {
        const single = control.matches("input,select,textarea");
        // ARIA knows invalid radio groups, no others.
        if (single || get(control, "role") === "radiogroup") control.setAttribute("aria-invalid", "true");
        control.classList.add(...invalid);
        describe(control, (ids) => [...ids, id]);
        const message = make("div", { class: get(form, "data-error-class"), "data-error": "", id });
        control[single ? "after" : "append"](message);
      }
      document.getElementById(id).append(make("div", {}, error.detail));
      const label = document.getElementById(`${error.id}-label`)?.textContent ?? error.name;
      list.append(make("li", {}, make("a", { href: `#${error.id}` }, `${label}: ${error.detail}`)));
    }
    const alert = make("div", { role: "alert" }, make("p", {}, detail), list);
    const summary = make(
      "div",
      { class: get(form, "data-summary-class"), "data-error-summary": "", tabindex: "-1" },
      alert,
    );
    form.prepend(summary);
    summary.focus();
    release(form);
  };

  const answer = async (form, button, response) => {
    const type = response.headers.get("content-type") ?? "";
    if (response.redirected) return go(response.url);
    if (/^application\/(problem\+)?json/.test(type)) {
      const body = await response.json();
      if (body.errors) return show(form, body);
      if (body.location) return go(body.location, response.url);
    } else if (/^text\/html/.test(type)) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      document.title = page.title;
      return document.body.replaceWith(page.body);
    }
    sendNatively(form, button);
  };

  addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented || !form.hasAttribute("data-enhance")) return;
    const method = get(button, "formmethod") || get(form, "method");
    if (method.toLowerCase() !== "post" || get(button, "formtarget") || get(form, "target")) return;
    event.preventDefault();
    if (busy.has(form)) return;
    const data = new FormData(form, button);
    const body = get(form, "enctype").startsWith("multipart") ? data : new URLSearchParams(data);
    const buttons = form.querySelectorAll("button:enabled,input[type=submit]:enabled");
    busy.set(form, buttons);
    for (const each of buttons) each.disabled = true;
    try {
      const headers = {
        accept: "application/problem+json, application/json;q=0.9, text/html;q=0.8",
        "x-ampoule-enhance": "1",
      };
      const url = get(button, "formaction") || get(form, "action") || location.href;
      await answer(form, button, await fetch(url, { method: "POST", mode: "same-origin", body, headers }));
    } catch {
      sendNatively(form, button);
    }
  });

  // From the back/forward cache.
  addEventListener("pageshow", () => [...busy.keys()].forEach(release));
})();
