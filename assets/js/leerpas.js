/*
 * What the pages do better with a script. Nothing needs it: every form works without, and every
 * text shown here comes translated from the page's own data-* attributes.
 *
 * A form with data-autosave posts itself to its action while somebody writes, with the fields it
 * has and "Accept: application/json". The answers it knows:
 *
 *	200 {"saved": "14:02", "answered": true, "version": 7}
 *	401, 403: the session ended; the text stays here, a link leads to sign-in
 *	409 {"other": "...", "version": 9}: written elsewhere meanwhile; the person chooses
 *	422 {"error": "..."}: cannot be kept as it is
 *	anything else, or none: tried again, later and later
 *
 * Until the server has said 200 a copy stays in the tab's own storage, under the person's mark, so
 * that it outlives a reload, an ended session and a lost network, but not the tab.
 */
"use strict";

(() => {
	const PAUSE = 1000;
	const FIRST_RETRY = 2000;
	const LAST_RETRY = 60000;
	/* Browsers finish a request after its page has gone only up to 64 KiB. */
	const KEPT_ALIVE = 60000;
	const PREFIX = "leerpas:";
	const owner = document.body.dataset.owner || "";

	/* Storage may be forbidden; then there is simply no copy. */
	const copies = {
		read(key) {
			try {
				return JSON.parse(sessionStorage.getItem(key));
			} catch {
				return null;
			}
		},
		keep(key, copy) {
			try {
				sessionStorage.setItem(key, JSON.stringify(copy));
			} catch {}
		},
		drop(key) {
			try {
				sessionStorage.removeItem(key);
			} catch {}
		},
		/* Somebody else sits here now: what another person left is not for them. */
		dropOthers() {
			const own = `${PREFIX}${owner}:`;
			try {
				Object.keys(sessionStorage)
					.filter((key) => key.startsWith(PREFIX))
					.filter((key) => !key.startsWith(own))
					.forEach((key) => sessionStorage.removeItem(key));
			} catch {}
		},
	};

	const plain = (text) => text.replace(/\r\n?/g, "\n");

	function autosave(form) {
		const field = form.elements.answer;
		const version = form.elements.version;
		const status = form.querySelector("[data-status]");
		const dot = form.querySelector("[data-minimum]");
		const step = document.querySelector("[aria-current=step]");
		const ended = form.querySelector("[data-ended]");
		const conflict = document.querySelector("[data-conflict]");
		const heard = form.querySelector("[data-heard]");
		const texts = form.dataset;
		const key = `${PREFIX}${owner}:${form.action}`;
		/* The page shows again what it could not save. */
		const refused = field.hasAttribute("aria-invalid") || !conflict.hidden;
		/* As the server wrote it: the browser may have put older input into the field. */
		let saved = refused ? null : plain(field.defaultValue);
		let timer = 0;
		let retry = FIRST_RETRY;
		let running = null;
		let halted = !conflict.hidden;

		const isDirty = () => plain(field.value) !== saved;

		/* Seen each time; heard only when it is news. */
		function say(text, news) {
			status.textContent = text;
			if (news !== undefined && heard.dataset.news !== news) {
				heard.dataset.news = news;
				heard.textContent = text;
			}
		}

		function showAnswered(answered) {
			dot.dataset.answered = step.dataset.answered = answered ? "1" : "0";
			dot.textContent = answered ? dot.dataset.yes : dot.dataset.no;
		}

		function showEnough() {
			showAnswered([...field.value.trim()].length >= Number(dot.dataset.minimum));
		}

		function showConflict(other, at) {
			halted = true;
			version.value = at;
			conflict.querySelector("[data-other]").textContent = other;
			conflict.hidden = false;
			say("");
		}

		/* In a conflict under no version, so that later there still is one. */
		function keepCopy() {
			const at = conflict.hidden ? version.value : "";
			copies.keep(key, { text: plain(field.value), version: at });
		}

		function later(wait) {
			clearTimeout(timer);
			timer = setTimeout(save, wait);
		}

		function tryAgain() {
			say(texts.failed, "failed");
			later(retry);
			retry = Math.min(retry * 2, LAST_RETRY);
		}

		function confirmed(text, reply) {
			retry = FIRST_RETRY;
			saved = text;
			version.value = reply.version;
			ended.hidden = true;
			if (isDirty()) {
				later(PAUSE);
				return;
			}
			copies.drop(key);
			say(`${texts.saved} ${reply.saved}`, "saved");
			showAnswered(reply.answered);
		}

		async function understand(text, response) {
			if (response.status === 401 || response.status === 403) {
				halted = true;
				say("");
				ended.hidden = false;
				return;
			}
			const reply = await response.json();
			if (response.status === 200)
				confirmed(text, reply);
			else if (response.status === 409)
				showConflict(reply.other, reply.version);
			else if (response.status === 422)
				say(reply.error, reply.error);
			else
				tryAgain();
		}

		function post() {
			const body = new URLSearchParams(new FormData(form));
			return fetch(form.action, {
				method: "POST",
				body,
				headers: { Accept: "application/json" },
				credentials: "same-origin",
				redirect: "error",
				keepalive: body.toString().length < KEPT_ALIVE,
			});
		}

		async function saveNow() {
			const text = plain(field.value);
			say(texts.saving);
			try {
				await understand(text, await post());
			} catch {
				tryAgain();
			}
		}

		function save() {
			clearTimeout(timer);
			if (running || halted || !isDirty())
				return;
			running = saveNow().finally(() => {
				running = null;
			});
		}

		/* A copy from before: put back, unless the text on the server has gone on since. */
		function restore() {
			const copy = copies.read(key);
			if (refused) {
				if (!copy)
					keepCopy();
				return;
			}
			if (copy && copy.text !== saved)
				field.value = copy.text;
			else
				copies.drop(key);
			if (!isDirty())
				return;
			showEnough();
			if (copy && copy.version !== version.value)
				showConflict(saved, version.value);
			else
				save();
		}

		field.addEventListener("input", () => {
			keepCopy();
			showEnough();
			if (!halted)
				later(PAUSE);
		});
		field.addEventListener("blur", save);
		addEventListener("online", save);
		addEventListener("pagehide", save);
		document.addEventListener("visibilitychange", () => document.hidden && save());
		conflict.addEventListener("click", (event) => {
			if (event.target.closest("a"))
				copies.drop(key);
		});
		/* Two saves at once would look like two people: the running one ends first. */
		form.addEventListener("submit", (event) => {
			clearTimeout(timer);
			if (!running)
				return;
			event.preventDefault();
			event.stopImmediatePropagation();
			const by = event.submitter;
			running.then(() => form.requestSubmit(by));
		});
		version.value = texts.version;
		restore();
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
		const [, code] = location.hash.match(/^#(\d{6})$/) || [];
		if (!code)
			return;
		field.value = code;
		history.replaceState(null, "", location.pathname + location.search);
		field.form.querySelector("button").focus();
	}

	if (owner)
		copies.dropOthers();
	document.querySelectorAll("[data-from-link]").forEach(fromLink);
	document.querySelectorAll("form[data-autosave]").forEach(autosave);
	document.querySelectorAll("form[method=post]").forEach(guard);
	document.querySelectorAll("details.menu").forEach(menu);
	document.querySelector("[aria-invalid=true], [data-first-error]")?.focus();
})();
