/*
 * The audit log: who did what, about whom, with what result, from what kind of device, when. A row
 * is written in the transaction of the act itself; nothing changes it afterwards. It names people
 * by public id only and holds no content, no address and no secret: when a person is erased, what
 * stays says nothing about anybody.
 *
 * What is about a person, that person reads in plain words. A sealer (app/audit_seal.h) chains the
 * rows, so that a change shows (app/audit_check.h).
 */
#pragma once

#include "app/access.h"
#include "app/app.h"

#define AUDIT_PAGE 50         /* rows that a person sees at once */
#define AUDIT_PAGES_MOST 1000 /* pages to go back */
#define AUDIT_OBJECT_MOST 64  /* bytes of an object's id */

enum audit_action {
	AUDIT_REGISTER,
	AUDIT_SIGN_IN,
	AUDIT_SIGN_OUT,
	AUDIT_NEW_PASSWORD,
	AUDIT_PROVE,
	AUDIT_ADDRESS_ADD,
	AUDIT_ADDRESS_REMOVE,
	AUDIT_ADDRESS_CHOOSE,
	AUDIT_CODE_TRY,
	AUDIT_FACTOR_BEGIN,
	AUDIT_FACTOR_CODES,
	AUDIT_FACTOR_END,
	AUDIT_FACTOR_TRY,
	AUDIT_CHOOSE_ROUTE,
	AUDIT_DATED_MAKE,
	AUDIT_DATED_DELETE,
	AUDIT_MEMBER_INVITE,
	AUDIT_MEMBER_WITHDRAW,
	AUDIT_MEMBER_BEGIN,
	AUDIT_MEMBER_END,
	AUDIT_MEMBER_RESUME,
	AUDIT_ORGANISATION_CHANGE,
	AUDIT_SETTINGS,
	AUDIT_CARD_MAKE,
	AUDIT_CARD_REPLACE,
	AUDIT_CARD_BEGIN,
	AUDIT_CARD_ANEW,
	AUDIT_CARD_SIGN_IN,
	AUDIT_ERASE,
	AUDIT_OPERATOR_LOOK,
	AUDIT_OPERATOR_END_SESSIONS,
	AUDIT_OPERATOR_ERASE,
	AUDIT_OPERATOR_ASK_RESET,
	AUDIT_OPERATOR_RESET,
	AUDIT_GRANT_INVITE,
	AUDIT_GRANT_ACCEPT,
	AUDIT_GRANT_DECLINE,
	AUDIT_GRANT_CHANGE,
	AUDIT_GRANT_STOP,
	AUDIT_GRANT_UNDO,
	AUDIT_GRANT_AGAIN,
	AUDIT_GRANT_LEAVE,
	AUDIT_PASSPORT_READ,
	AUDIT_EXPORT,
	AUDIT_IMPORT,
	AUDIT_LEAVE,
	AUDIT_LEAVE_NOW,
	AUDIT_LEAVE_UNDO,
	AUDIT_WARN_UNUSED,
	AUDIT_SHARE_BEGIN,
	AUDIT_SHARE_CHANGE,
	AUDIT_SHARE_STOP,
	AUDIT_SHARE_UNDO,
	AUDIT_SHARE_OPEN,
	AUDIT_SHARE_ASK,
	AUDIT_SHARE_YES,
	AUDIT_BIRTH_DATE,
	AUDIT_NOTICES,
	AUDIT_CONSENT_GIVE,
	AUDIT_CONSENT_REFUSE,
	AUDIT_CONSENT_WITHDRAW,
	AUDIT_PHOTO,
	AUDIT_PROJECT,
	AUDIT_PARTICIPANT_READ,
	AUDIT_PARTICIPANT_INVITE,
	AUDIT_PARTICIPATION_OPEN,
	AUDIT_PARTICIPATION_CHANGE,
	AUDIT_PARTICIPATION_CLAIM,
	AUDIT_PARTICIPATION_UNDO,
	AUDIT_PARTICIPATION_KEEP,
	AUDIT_PARTICIPATION_DROP,
	AUDIT_LEARNING_READ,
	AUDIT_LEARNING_SUBMIT,
	AUDIT_LEARNING_TAKE_BACK,
	AUDIT_LEARNING_SUGGEST,
	AUDIT_LEARNING_ACCEPT,
	AUDIT_LEARNING_ANEW,
	AUDIT_REFEREE_ASK,
	AUDIT_REFEREE_REMOVE,
	AUDIT_REFEREE_READ,
	AUDIT_REFEREE_ANSWER,
	AUDIT_LEARNING_PROVE,
	AUDIT_CERTIFICATE_ASK,
	AUDIT_ACTIONS
};

enum audit_result { AUDIT_DONE, AUDIT_REFUSED, AUDIT_RESULTS };

enum audit_object {
	AUDIT_ACCOUNT,
	AUDIT_CHOICE,
	AUDIT_GRANT,
	AUDIT_SCOPE,
	AUDIT_MEMBERSHIP,
	AUDIT_ORGANISATION,
	AUDIT_OPERATOR, /* number of a system account */
	AUDIT_SHARE,
	AUDIT_PROJECTS,
	AUDIT_OBJECTS
};

struct audit_entry {
	const struct actor *actor;       /* who, with what device */
	const struct public_id *subject; /* about whom; NULL: nobody we know */
	enum audit_action action;
	enum audit_result result;
	enum audit_object object;
	struct str object_id; /* STR_NONE: the only one that the subject has */
	usec at;
};

/* Inside the transaction of the act. */
err_t audit_note(struct tx *tx, const struct audit_entry *entry);

struct audit_line {
	usec at;
	const char *text;           /* message id: what happened */
	struct str browser, system; /* in words, or empty */
	bool refused;
};

struct audit_page {
	const struct audit_line *lines; /* newest first */
	size_t count;
	bool has_older;
};

/* What is about the actor; page from 1 to AUDIT_PAGES_MOST. */
err_t audit_read(const struct app *app, struct arena *a, const struct actor *actor, int64_t page,
	struct audit_page *ret);
