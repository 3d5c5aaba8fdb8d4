/*
 * Writing an answer, and having the question read aloud.
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
	};

	const plain = (text) => text.replace(/\r\n?/g, "\n");
	const isBox = ({ type }) => type === "radio" || type === "checkbox";

	/* What a form says: its text, its lines, or the values chosen, as one text. */
	const fieldsOf = (form) => [...form.elements].filter(({ name, type }) =>
		(name === "answer" || name === "option") && type !== "hidden");
	const textOf = (fields, value) => fields.length === 1 && !isBox(fields[0])
		? plain(value(fields[0]))
		: fields.map((field) => value(field).trim()).filter(Boolean).join("\n");
	const isNow = (field) => isBox(field) && !field.checked ? "" : field.value;
	/* As the server wrote it: the browser may have put older input into the field. */
	const wasSent = (field) => isBox(field)
		? field.defaultChecked ? field.value : ""
		: field.defaultValue;

	/* One field more in a list, after the last; none when there are enough. */
	function addLine(list) {
		const items = list.children;
		if (items.length >= Number(list.dataset.most))
			return null;
		const item = items[items.length - 1].cloneNode(true);
		const [label, field] = [item.querySelector("label"), item.querySelector("input")];
		field.id = label.htmlFor = `line-${items.length + 1}`;
		label.textContent = label.textContent.replace(/\d+/, items.length + 1);
		field.value = field.defaultValue = "";
		list.append(item);
		return field;
	}

	/* What was chosen, by its label. */
	function inWords(form, text) {
		const values = text.split("\n");
		const boxes = fieldsOf(form).filter(isBox);
		return boxes.length === 0 ? text : boxes
			.filter(({ value }) => values.includes(value))
			.map(({ labels }) => labels[0].textContent.trim()).join("\n");
	}

	function fill(form, text) {
		const fields = fieldsOf(form);
		const list = form.querySelector("[data-most]");
		const lines = text.split("\n");
		if (list)
			while (fields.length < lines.length && addLine(list))
				fields.push(fieldsOf(form).at(-1));
		if (isBox(fields[0]))
			fields.forEach((field) => field.checked = lines.includes(field.value));
		else if (list)
			fields.forEach((field, i) => field.value = lines[i] ?? "");
		else
			fields[0].value = text;
	}

	function autosave(form) {
		const version = form.elements.version;
		const status = form.querySelector("[data-status]");
		const dot = form.querySelector("[data-minimum]");
		const step = document.querySelector("[aria-current=step]");
		const ended = form.querySelector("[data-ended]");
		const conflict = document.querySelector("[data-conflict]");
		const heard = form.querySelector("[data-heard]");
		const list = form.querySelector("[data-most]");
		const texts = form.dataset;
		const key = `${PREFIX}${owner}:${form.action}`;
		/* The page shows again what it could not save. */
		const refused = form.querySelector("[aria-invalid=true]") || !conflict.hidden;
		let saved = refused ? null : textOf(fieldsOf(form), wasSent);
		let timer = 0;
		let retry = FIRST_RETRY;
		let running = null;
		let released = null;
		let halted = !conflict.hidden;

		const written = () => textOf(fieldsOf(form), isNow);
		const isDirty = () => written() !== saved;

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
			const characters = [...written().trim()].filter((c) => c !== "\n" || !list);
			showAnswered(characters.length >= Number(dot.dataset.minimum));
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
			copies.keep(key, { text: written(), version: at });
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

		/* Nothing moves under a finger that presses. */
		const letGo = () => new Promise((resolve) => {
			for (const end of ["pointerup", "pointercancel"])
				addEventListener(end, () => setTimeout(resolve), { once: true });
		});

		async function understand(text, response) {
			await released;
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
			const text = written();
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
				fill(form, copy.text);
			else
				copies.drop(key);
			if (!isDirty())
				return;
			showEnough();
			if (copy && copy.version !== version.value)
				showConflict(inWords(form, saved), version.value);
			else
				save();
		}

		form.addEventListener("input", () => {
			keepCopy();
			showEnough();
			if (!halted)
				later(PAUSE);
		});
		form.addEventListener("pointerdown", () => {
			released = letGo();
		});
		form.addEventListener("focusout", save);
		form.querySelector("[data-more]")?.addEventListener("click", (event) => {
			event.preventDefault();
			addLine(list)?.focus();
			event.currentTarget.hidden = list.children.length >= list.dataset.most;
		});
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

	/* In the page's language: the question, its help, what there is to choose. */
	function readAloud(button) {
		const voice = window.speechSynthesis;
		if (!voice)
			return;
		const parts = "h1, [data-help], .choice, .scale__ends";
		button.hidden = false;
		button.addEventListener("click", () => {
			const was = voice.speaking;
			voice.cancel();
			if (was)
				return;
			const texts = [...document.querySelectorAll(parts)]
				.map(({ textContent }) => textContent.replace(/\s+/g, " ").trim());
			const said = new SpeechSynthesisUtterance(texts.join(". "));
			said.lang = document.documentElement.lang;
			voice.speak(said);
		});
		addEventListener("pagehide", () => voice.cancel());
	}

	document.querySelectorAll("form[data-autosave]").forEach(autosave);
	document.querySelectorAll("[data-read-aloud]").forEach(readAloud);
})();
