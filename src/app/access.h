/*
 * Who may do what: the one place where permission is decided. access_require is the first call
 * inside every transaction of the app; a debug build refuses to commit a write that came without
 * it.
 *
 * The relation between actor and object is looked up, the (relation, action) pair is looked for
 * in one table, and what is not in the table is refused.
 */
#pragma once

#include "base/err.h"
#include "base/id.h"
#include "base/time.h"
#include "codec/device.h"

struct arena;
struct tx;

enum relation {
	RELATION_NONE,   /* signed in, but nothing ties them to the object */
	RELATION_ANYONE, /* nobody in particular: not signed in */
	RELATION_SELF,   /* the person the object is about */
	RELATION_HOUSE,  /* Leerpas itself: jobs and the operator's commands */
	/* Their membership of the organisation that the object belongs to: */
	RELATION_MENTOR,
	RELATION_ORGANISATION_ADMIN,
	RELATION_REGION_ADMIN,
	RELATION_COORDINATOR,
	/* By a grant of the owner (app/grant.h) that holds today: */
	RELATION_COMPANION,
	RELATION_GUIDE, /* a mentor whom the learner let in */
	RELATION_RECEIVER,
	RELATION_PARTICIPANT, /* takes part in a project; whose own page it is */
	/* A partner whom a coordinator invited, until a last day (app/editor.h): */
	RELATION_EDITOR,     /* of all of a project */
	RELATION_EDITOR_OWN, /* of those participants whom they enter or follow */
	RELATIONS
};

enum action {
	ACTION_ACCOUNT_OPEN, /* register, confirm, sign in */
	ACTION_ACCOUNT_SEE,
	ACTION_ACCOUNT_CHANGE, /* language, name, end of own sessions */
	ACTION_ACCOUNT_LEAVE,  /* delete it */
	ACTION_PASSPORT_SEE,   /* route and progress */
	ACTION_PASSPORT_READ,  /* answers */
	ACTION_PASSPORT_WRITE,
	ACTION_HOUSE_KEEP,       /* clear what has ended */
	ACTION_ORGANISATION_SEE, /* its name, words and members; nothing of learners */
	ACTION_ORGANISATION_CHANGE,
	ACTION_CARD_MAKE,        /* accounts with a card, and new cards for them */
	ACTION_PASSPORT_GRANT,   /* say who may look along, and see who did */
	ACTION_PASSPORT_COMMENT, /* on an answer that one may read */
	ACTION_PASSPORT_REMIND,
	ACTION_INVITATION_OPEN, /* with its code */
	ACTION_GRANT_TAKE,      /* what others granted to oneself: accept, list, leave */
	ACTION_PROJECT_SEE,     /* what it is, when, with whom; nothing of participants */
	ACTION_PROJECT_CHANGE,
	ACTION_PARTICIPANT_SEE, /* who takes part in it, with what was entered about them */
	ACTION_PARTICIPANT_CHANGE,
	ACTION_PARTICIPANT_DETAILS,  /* see mail address, birth date and place */
	ACTION_PARTICIPANT_ASSIGN,   /* to an editor */
	ACTION_EDITOR_INVITE,        /* see editors; those of own participants whom one invited */
	ACTION_EDITOR_CHANGE,        /* every role, and every editor */
	ACTION_CERTIFICATE_ISSUE,    /* and withdraw */
	ACTION_CERTIFICATE_READ,     /* what it says, which is more than a list does */
	ACTION_CERTIFICATE_OWN,      /* read one's own, and open parts of it to others */
	ACTION_CERTIFICATE_CHECK,    /* whose code one has */
	ACTION_PARTICIPANT_INVITE,   /* to their own page: by mail, or with a card */
	ACTION_PARTICIPATION_OPEN,   /* the own page, with its code */
	ACTION_PARTICIPATION_SEE,    /* what is kept about oneself in a project */
	ACTION_PARTICIPATION_CHANGE, /* one's own data there */
	ACTION_PARTICIPATION_CLAIM,  /* into an account */
	ACTION_LEARNING_READ,        /* what a participant learned, in their own words */
	ACTION_LEARNING_WRITE,
	ACTION_LEARNING_SUGGEST,
	ACTION_REFEREE_ANSWER, /* read and confirm what a participant chose to show, by its code */
	ACTIONS
};

/* Who acts. person.n is 0 for nobody in particular. */
struct actor {
	struct row_id person;
	struct public_id public; /* of the person: names the key of what they write */
	bool is_house;
	struct device device; /* known for requests that change something */
	/*
	 * Who came in by the code of a participant (app/participation.h): that row, and nothing
	 * else of anybody. Then person.n is 0 and public the participant's.
	 */
	struct row_id participant;
};

/* ERR_UNAUTHENTICATED for nobody, ERR_FORBIDDEN for somebody without the right. */
err_t access_require(
	struct tx *tx, const struct actor *actor, enum action action, struct row_id owner);

/*
 * The same for what belongs to an organisation: decided by the memberships that the actor has
 * there at that time. An organisation that does not exist ({0}) is refused like a stranger's.
 */
err_t access_require_in(struct tx *tx, const struct actor *actor, enum action action,
	struct row_id organisation, usec now);

/* The health and care part; every other scope is the id of a chapter (app/content.h). */
#define SCOPE_CARE STR("care")

/* A part of a passport that the actor may use, and the grant by which. */
struct access_scope {
	struct str scope;
	struct row_id grant;
};
struct access_part {
	bool whole; /* the owner's own: every scope */
	struct access_scope *scopes;
	size_t len;
};

/*
 * The same for a passport that may be another's: by which grants that hold now, and which parts
 * of it. Decided in this transaction: what was withdrawn before is refused from then on, as
 * ERR_NOT_FOUND, like a passport that does not exist ({0}).
 */
err_t access_passport(struct tx *tx, struct arena *a, const struct actor *actor, enum action action,
	struct row_id owner, usec now, struct access_part *ret);
/* The scope's entry; NULL when it is no part. Not for a whole. */
const struct access_scope *access_find(const struct access_part *part, struct str scope);
bool access_covers(const struct access_part *part, struct str scope);

/* A participant of a project, as whoever has that page. */
struct participant_at {
	struct row_id participant, project;
	struct public_id public; /* of the participant: names the key of what is kept about one */
	struct row_id person;    /* whose account has it; n 0: nobody's */
};
/*
 * The same for one's own page in a project: of whom came in by its code while nobody's account
 * has it, or whose account has it. For all others, as for a participant who does not exist or was
 * removed, ERR_NOT_FOUND.
 */
err_t access_participant(struct tx *tx, struct arena *a, const struct actor *actor,
	enum action action, struct public_id participant, struct participant_at *ret);

/* Which project, as an organisation's. */
struct project_at {
	struct row_id organisation;
	struct public_id project;
};
/* As what the actor works with it. */
struct access_project {
	enum relation relation;
	struct row_id editor; /* the actor's row as an editor; n 0: coordinates it */
	struct row_id only;   /* of whose participants alone; n 0: of everybody's */
	day ends;             /* an editor's last one */
	bool is_outside;      /* of the European Economic Area: some actions stay inside */
};
/*
 * The same for a project: of who coordinates those of its organisation, or edits that one today.
 * Whoever was stopped before, or whose last day is over, is refused like a stranger.
 */
err_t access_project(struct tx *tx, struct arena *a, const struct actor *actor, enum action action,
	const struct project_at *at, usec now, struct access_project *ret);
bool access_project_allows(const struct access_project *as, enum action action);
/* Is it closed to who is outside of the European Economic Area? (GDPR, chapter V) */
bool access_stays_inside(enum action action);

/* The same for Leerpas itself: ACTION_HOUSE_KEEP on what belongs to nobody. */
err_t access_keep_house(struct tx *tx);

/* The decision itself, without a transaction: for tests and for the page that explains it. */
bool access_allows(enum relation relation, enum action action);
enum relation access_relation(const struct actor *actor, struct row_id owner);

/* An object that belongs to nobody. */
#define OWNER_NOBODY ((struct row_id){0})
