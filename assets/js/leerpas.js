/*
 * What the pages do better with a script. Nothing needs it: every form works without, and every
 * text shown here comes translated from the page's own data-* attributes.
 */
"use strict";

(() => {
	const PREFIX = "leerpas:";
	const owner = document.body.dataset.owner || "";

	/* Somebody else sits here now: what another left (question.js) is not for them. */
	function dropOthers() {
		const own = `${PREFIX}${owner}:`;
		try {
			Object.keys(sessionStorage)
				.filter((key) => key.startsWith(PREFIX))
				.filter((key) => !key.startsWith(own))
				.forEach((key) => sessionStorage.removeItem(key));
		} catch {}
	}

	/* A second press on a button does not send a form twice. */
	function guard(form) {
		form.addEventListener("submit", (event) => {
			if (form.dataset.sent)
				event.preventDefault();
			form.dataset.sent = "1";
		});
		addEventListener("pageshow", () => delete form.dataset.sent);
	}

	function menu(details) {
		const close = () => details.removeAttribute("open");
		document.addEventListener("click", (event) => {
			if (!details.contains(event.target))
				close();
		});
		details.addEventListener("focusout", (event) => {
			if (event.relatedTarget && !details.contains(event.relatedTarget))
				close();
		});
		details.addEventListener("keydown", (event) => {
			if (event.key !== "Escape")
				return;
			close();
			details.querySelector("summary").focus();
		});
	}

	/* A link of a mail carries its code in the fragment, which no server sees; nothing is sent
	 * until the person presses. */
	function fromLink(field) {
		const [, code] = location.hash.match(/^#([\w-]{6,64})$/) || [];
		if (!code)
			return;
		field.value = code;
		history.replaceState(null, "", location.pathname + location.search);
		field.form.querySelector("button").focus();
	}

	/* Who chooses a language keeps the code: a redirect carries the fragment on. */
	function keepCode(form) {
		form.addEventListener("submit", () => {
			const { value = "" } = document.querySelector("[data-from-link]") || {};
			if (/^[\w-]{6,64}$/.test(value))
				form.action = `/language#${value}`;
		});
	}

	if (owner)
		dropOthers();
	const takeCode = () => document.querySelectorAll("[data-from-link]").forEach(fromLink);
	takeCode();
	addEventListener("hashchange", takeCode);
	document.querySelectorAll("form[action='/language']").forEach(keepCode);
	document.querySelectorAll("form[method=post]").forEach(guard);
	document.querySelectorAll("details.menu").forEach(menu);
	document.querySelector("[aria-invalid=true], [data-first-error]")?.focus();
})();
