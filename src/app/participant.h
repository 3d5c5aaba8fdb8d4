/*
 * Who takes part in a youth project, entered by its coordinators and their partners, of whom some
 * work with their own alone (app/editor.h): others are not there for them. A participant needs no
 * account: what is kept about one is sealed by a key of its own. It is destroyed when the project
 * ends, or by the first daily round after PROJECT_UNDO when the participant was removed: until then
 * it can be put back. Names and the country stand in clear, to list and count by.
 */
#pragma once

#include "app/participant_state.h"
#include "app/project.h"

#define PARTICIPANTS_MOST 10000                        /* of one project */
#define PARTICIPANTS_KEPT_MOST (3 * PARTICIPANTS_MOST) /* with those removed lately */
#define PARTICIPANTS_PAGE 50
#define PARTICIPANTS_REMOVED_MOST 50 /* that are shown: the latest */
#define PARTICIPANT_NAME_MOST 80

enum participant_kind {
	PARTICIPANT_TAKES_PART,
	PARTICIPANT_TEAM, /* leads the group, helps, interprets */
	PARTICIPANT_KINDS
};
const char *participant_kind_id(enum participant_kind kind);
/* Message id: "Participant". */
const char *participant_kind_text(enum participant_kind kind);

struct participant {
	enum participant_kind kind;
	struct str given_name, family_name;
	struct str country; /* of residence: ISO 3166-1 code */
	/* What may be left out: empty, or DAY_NONE. */
	struct str mail;
	day born;
	struct str place, host;
	day starts, ends;    /* where they are not the project's */
	struct str language; /* of the certificate: a tag of ours */
	struct str also;     /* further ones of it: tags, separated by spaces */
	/* Of what was read, for whoever changes it; empty: over whatever stands there. */
	struct str version;
};

/* How somebody is added by hand. */
struct participant_form {
	const struct public_id *key; /* of the form: sent twice, it adds once; NULL: it has none */
	bool is_another;             /* than who has the same name and country */
};
/* Adds one; an editor's is theirs. Field errors as participant_put; on another: of that name and
 * country somebody is in the list, with no other birth date. ERR_CONFLICT past the most. */
err_t participant_enter(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_form *form,
	const struct participant *in);
/* who: NULL adds one, whoever has that name already. Of who may not see mail, birth date and place,
 * an empty one leaves it as it is. Field errors: given_name, family_name, country, born, starts,
 * ends, language, also. ERR_CONFLICT past the most, and when another version stands there. Whoever
 * had another mail address before is told at that one. */
err_t participant_put(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *who, const struct participant *in);
/* ERR_NOT_FOUND when there is none, or none any more. Mail, birth date and place are left out for
 * who may not see them (ACTION_PARTICIPANT_DETAILS). */
err_t participant_get(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct participant *ret);
/* Fills what is sealed of one, by their key: for Leerpas itself. */
err_t participant_unseal(const struct app *app, struct arena *a, struct public_id who,
	struct str sealed, struct participant *io);
err_t participant_remove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who);
/* Within PROJECT_UNDO; else ERR_NOT_FOUND. */
err_t participant_restore(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who);

struct participant_line {
	struct public_id public;
	enum participant_kind kind;
	struct str given_name, family_name, country;
	enum participant_state state;
	bool is_claimed; /* an account has the own page */
	bool handed_in;  /* what they learned can be read */
	bool asked;      /* for their certificate */
};
struct participant_page {
	struct str project;                /* its title */
	bool is_closed;                    /* the project */
	const struct participant_line *at; /* by family name */
	size_t len;
	int64_t total;                          /* on all pages */
	const struct participant_line *removed; /* that can be put back, the latest first */
	size_t removed_len;
	bool is_whole;  /* of everybody; else only of those whom the reader follows */
	bool can_learn; /* the reader may read what they learned */
};
/* only: those in that state; NULL: everybody. page: from 1. */
err_t participant_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const enum participant_state *only, int64_t page,
	struct participant_page *ret);
