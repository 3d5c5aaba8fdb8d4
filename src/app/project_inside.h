/* What the parts of a project share (app/project.h). */
#pragma once

#include "app/project.h"
#include "crypto/vault.h"
#include "db/content.h"

enum project_what {
	PROJECT_WAS_MADE,
	PROJECT_WAS_COPIED,
	PROJECT_BASICS,
	PROJECT_TEXTS,
	PROJECT_GOALS,
	PROJECT_ACTIVITY_ADD,
	PROJECT_ACTIVITY_CHANGE,
	PROJECT_ACTIVITY_REMOVE,
	PROJECT_ACTIVITY_RESTORE,
	PROJECT_PARTY_ADD,
	PROJECT_PARTY_CHANGE,
	PROJECT_PARTY_REMOVE,
	PROJECT_PARTY_RESTORE,
	PROJECT_PERSON_ADD,
	PROJECT_PERSON_CHANGE,
	PROJECT_PERSON_REMOVE,
	PROJECT_PERSON_RESTORE,
	PROJECT_PEOPLE_ADD,
	PROJECT_PEOPLE_REMOVE,
	PROJECT_PEOPLE_RESTORE,
	PROJECT_CERTIFICATES,
	PROJECT_CERTIFICATE_WITHDRAW,
	PROJECT_PEOPLE_INVITE, /* about: how many, in digits */
	PROJECT_PEOPLE_CARDS,
	PROJECT_PERSON_ASSIGN,
	PROJECT_EDITOR_INVITE,
	PROJECT_EDITOR_AGAIN,
	PROJECT_EDITOR_ACCEPT,
	PROJECT_EDITOR_CHANGE,
	PROJECT_EDITOR_STOP,
	PROJECT_EDITOR_RESUME,
	PROJECT_PEOPLE_THANK, /* about: how many, in digits */
	PROJECT_OFFICIAL_KEEP,
	PROJECT_OFFICIAL_REMOVE,
	PROJECT_LONGER,           /* with a reason */
	PROJECT_CERTIFICATE_MAIL, /* about: how many */
	PROJECT_CERTIFICATE_PAPER,
	PROJECT_CLOSE,
	PROJECT_REOPEN,
	PROJECT_REMINDERS,
	PROJECT_WHATS
};

/* Something that an actor does in a project. */
struct project_act {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	const struct project_at *at;
	usec now;
	/* looked up */
	struct project_row *row;
	struct access_project as; /* whose participants these are: as.only */
};
struct project_act project_act(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at);
/* The first call of a transaction: asks for access, and finds the project. */
err_t project_require(struct tx *tx, struct project_act *io, enum action action);
/* The same, of who may see everybody who takes part in it; refused to other partners. */
err_t project_require_all(struct tx *tx, struct project_act *io, enum action action);
/* ERR_CONFLICT when it is closed (app/project_close.h). */
err_t project_check_open(const struct project_act *act);
/* Can what was removed then (NULL: it is there) be put back, or what is there be removed? */
bool project_can_turn(const struct project_act *act, const usec *removed, bool restore);
/* Fills texts. */
err_t project_read_texts(
	struct arena *a, const struct project_text_row_list *rows, struct project *io);
/* A day of a project, or DAY_NONE: field error when its year is none that can be meant. */
err_t project_day_check(const char *field, day d, usec now);
/* Into the history; about: empty for none. */
err_t project_note(
	struct tx *tx, const struct project_act *act, enum project_what what, struct str about);
/* The same, about a participant; the history does not say who. */
err_t project_note_person(
	struct tx *tx, const struct project_act *act, enum project_what what, struct public_id who);
/* The same, about an editor: whom it is about is named as long as they are here. */
err_t project_note_editor(struct tx *tx, const struct project_act *act, enum project_what what,
	struct row_id editor, const struct public_id *who);
/* The same, with a reason as project_reason_place says; none: was not given. */
err_t project_note_reason(
	struct tx *tx, const struct project_act *act, enum project_what what, struct str sealed);
/* Of a reason in the history; at: of the change. */
struct vault_place project_reason_place(struct arena *a, struct public_id project, usec at);
/* Of a logo. */
struct vault_place project_logo_place(struct arena *a, struct public_id logo);
/* A new one's parts are those of another. */
err_t project_copy(struct tx *tx, const struct project_act *of, struct row_id to);
