/*
 * The demo world: invented people with answers already written, and a press to be one of them;
 * its mail is in app/mailbox.h. It lives in a data folder of its own and is started by its own
 * command; nothing in a real installation calls this.
 */
#pragma once

#include "app/app.h"
#include "base/embed.h"
#include "base/id.h"
#include "app/visitor.h"

/* content/demo/people.json, compiled in. */
extern const struct embed demo_files[];

struct demo;

struct demo_person_about {
	struct str id;
	struct str name;
	const struct str *about; /* by language (lang_index) */
};

/* Reads who lives there. */
err_t demo_new(struct arena *a, const struct i18n *i18n, struct demo **ret_demo);
/* Makes those people, with their answers, who are not there yet. */
err_t demo_settle(const struct demo *d, const struct app *app);
const struct demo_person_about *demo_people(const struct demo *d, size_t *ret_count);
/* A session as that person; ERR_NOT_FOUND for an unknown id. */
err_t demo_be(const struct demo *d, const struct app *app, struct arena *a, struct str person,
	const struct visitor *visitor, struct token *ret_session);
