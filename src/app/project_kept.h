/*
 * What an account keeps of a project that was deleted, or from which its organiser removed the
 * participant: what they wrote there, what shows it and who confirmed it, what was noted about
 * them, their certificates and the official one, and the project's heading as it was. It is the
 * person's own, sealed by their key, in their language; the organiser's side is gone, and the
 * certificate's code opens no more than a stub.
 *
 * What stays closed to them on their own page (app/learning.h) is not kept. Whatever else an own
 * page gets is added here, or it ends with the project.
 */
#pragma once

#include "app/certificate.h"
#include "app/evidence.h"
#include "app/participation.h"
#include "app/referee.h"

#define PROJECTS_KEPT_MOST 200 /* that are shown: the newest */
/* And the official one. */
#define PROJECT_KEPT_PAPERS_MOST (CERTIFICATE_PAPERS_MOST * CERTIFICATE_LANGUAGES_MOST + 1)
/* Of what is kept in words, sealed together: all that app/learning.h lets somebody write fits, but
 * for earlier texts past so many bytes: the oldest are left out. */
#define PROJECT_KEPT_BYTES_MOST ((size_t)12 << 20)
#define PROJECT_KEPT_PAST_BYTES ((int64_t)1 << 20)

/*
 * Before erase_participant, by Leerpas itself: keeps it for the account that has the page of who.
 * None is fine, and so is a key that is gone: then it was kept before. It may run twice.
 */
err_t project_kept_make(const struct app *app, struct arena *a, struct public_id who);

/* --- the person's: ERR_NOT_FOUND for everybody else's --- */

struct project_kept_heading {
	struct public_id public;
	struct str title, organisation, type, number; /* type: in words; number: or empty */
	day starts, ends;                             /* or DAY_NONE */
	usec deleted;
	int64_t papers;
	bool is_damaged; /* then nothing of it is known but when */
};
struct project_kept_list {
	const struct project_kept_heading *at; /* the newest first */
	size_t len;
};
err_t project_kept_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct project_kept_list *ret);

struct project_kept_text {
	struct str area;   /* in words */
	struct str moment; /* id: app/project_type.h */
	struct str text;
	usec changed;
	bool is_past; /* something else stood there later */
	bool is_damaged;
};
struct project_kept_comment {
	struct str area, moment;
	struct str by; /* empty: the person */
	struct str text;
	usec made;
};
/* A place where there is none. */
#define PROJECT_KEPT_NOWHERE (-1)

struct project_kept_evidence {
	struct evidence it; /* without an id; area: in words */
	int64_t place;      /* of its file, or PROJECT_KEPT_NOWHERE */
};
struct project_kept_certificate {
	int64_t revision;
	enum certificate_state state;
	day issued;
	struct str code, reason;     /* reason: of one that was withdrawn */
	int64_t place;               /* of its first paper; */
	const struct str *languages; /* and so many more after it: in which each is */
	size_t languages_len;
};
struct project_kept {
	struct project_kept_heading heading;
	struct participant about;
	struct str message; /* of the organiser */
	const struct str *parties;
	size_t parties_len;
	const struct project_kept_text *texts;
	size_t texts_len;
	const struct project_kept_comment *comments;
	size_t comments_len;
	struct str partner, relation;
	const struct project_kept_evidence *evidence;
	size_t evidence_len;
	const struct referee *referees; /* without an id; areas of their texts: in words */
	size_t referees_len;
	const struct project_kept_certificate *certificates; /* the newest first */
	size_t certificates_len;
	int64_t official; /* place of the official site's paper, or PROJECT_KEPT_NOWHERE */
};
err_t project_kept_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id kept, struct project_kept *ret);
/* A certificate as a PDF. */
err_t project_kept_paper(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id kept, int64_t place, struct str *ret_pdf);
/* A photo or a PDF that shows something; ret->made: when the project was deleted. */
err_t project_kept_file(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id kept, int64_t place, struct file *ret);
/* For good. */
err_t project_kept_remove(const struct app *app, const struct actor *actor, struct public_id kept);
