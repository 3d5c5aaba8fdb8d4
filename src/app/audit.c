#include "app/audit.h"

#include "base/vec.h"
#include "db/content.h"

static const struct {
	const char *name;                /* stable: it stands in rows and in the chain */
	const char *text[AUDIT_RESULTS]; /* as the person reads it; NULL: there is no such end */
} actions[AUDIT_ACTIONS] = {
	[AUDIT_REGISTER] = {"account.register", {N_("You made your account.")}},
	[AUDIT_SIGN_IN] = {"account.sign_in",
		{N_("You signed in."), N_("Somebody tried to sign in with a wrong password.")}},
	[AUDIT_SIGN_OUT] = {"account.sign_out", {N_("You signed out.")}},
	[AUDIT_NEW_PASSWORD] = {"account.new_password",
		{N_("You chose a new password."),
			N_("Somebody wanted to change your password, and did not know it.")}},
	[AUDIT_PROVE] = {"account.prove",
		{N_("You showed once more that it is you."),
			N_("Somebody tried in vain to show that they are you.")}},
	[AUDIT_ADDRESS_ADD] = {"account.address_add", {N_("You added a mail address.")}},
	[AUDIT_ADDRESS_REMOVE] = {"account.address_remove", {N_("You removed a mail address.")}},
	[AUDIT_ADDRESS_CHOOSE] = {"account.address_choose", {N_("You chose where our mail goes.")}},
	[AUDIT_CODE_TRY] = {"account.code_try",
		{NULL, N_("Somebody tried to sign in with a wrong code.")}},
	[AUDIT_FACTOR_BEGIN] = {"account.factor_begin", {N_("You set up a second lock.")}},
	[AUDIT_FACTOR_CODES] = {"account.factor_codes", {N_("You made new spare codes.")}},
	[AUDIT_FACTOR_END] = {"account.factor_end", {N_("You took away your second lock.")}},
	[AUDIT_FACTOR_TRY] = {"account.factor_try",
		{NULL, N_("Somebody knew how to begin signing in, but not the code of your app.")}},
	[AUDIT_CHOOSE_ROUTE] = {"passport.route", {N_("You chose what your route depends on.")}},
	[AUDIT_DATED_MAKE] = {"passport.dated", {N_("You kept your passport as it was that day.")}},
	[AUDIT_DATED_DELETE] = {"passport.dated_delete",
		{N_("You took away a dated version of your passport.")}},
	[AUDIT_MEMBER_INVITE] = {"member.invite", {N_("You were invited to work here.")}},
	[AUDIT_MEMBER_WITHDRAW] = {"member.withdraw", {N_("You were not invited any more.")}},
	[AUDIT_MEMBER_BEGIN] = {"member.begin", {N_("You took a role in an organisation.")}},
	[AUDIT_MEMBER_END] = {"member.end",
		{N_("An administrator ended your role in an organisation.")}},
	[AUDIT_MEMBER_RESUME] = {"member.resume",
		{N_("An administrator gave you back your role in an organisation.")}},
	[AUDIT_ORGANISATION_CHANGE] = {"organisation.change",
		{N_("The name or the words of an organisation were changed.")}},
	[AUDIT_SETTINGS] = {"account.settings", {N_("You changed your name or how pages look.")}},
	[AUDIT_CARD_MAKE] = {"card.make",
		{N_("Somebody of your organisation made this account and a card for it.")}},
	[AUDIT_CARD_REPLACE] = {"card.replace",
		{N_("Somebody of your organisation made a new card for you.")}},
	[AUDIT_CARD_BEGIN] = {"card.begin", {N_("You chose a PIN with the code of your card.")}},
	[AUDIT_CARD_ANEW] = {"card.anew",
		{N_("With a new card somebody began a passport beside yours. Yours stayed "
		    "closed.")}},
	[AUDIT_CARD_SIGN_IN] = {"card.sign_in",
		{NULL, N_("Somebody tried to sign in with your card and a wrong PIN.")}},
	[AUDIT_ERASE] = {"account.erase", {N_("The account was erased.")}},
	[AUDIT_OPERATOR_LOOK] = {"operator.look",
		{N_("An operator looked up your account, without its content.")}},
	[AUDIT_OPERATOR_END_SESSIONS] = {"operator.end_sessions",
		{N_("An operator signed you out everywhere.")}},
	[AUDIT_OPERATOR_ERASE] = {"operator.erase", {N_("An operator erased the account.")}},
	[AUDIT_OPERATOR_ASK_RESET] = {"operator.ask_reset",
		{N_("An administrator wanted to take off your second lock.")}},
	[AUDIT_OPERATOR_RESET] = {"operator.reset",
		{N_("Two administrators took off your second lock.")}},
	[AUDIT_GRANT_INVITE] = {"grant.invite", {N_("You asked somebody to look along.")}},
	[AUDIT_GRANT_ACCEPT] = {"grant.accept", {N_("Somebody whom you asked looks along now.")}},
	[AUDIT_GRANT_DECLINE] = {"grant.decline", {N_("Somebody whom you asked said no.")}},
	[AUDIT_GRANT_CHANGE] = {"grant.change", {N_("You changed what somebody may see.")}},
	[AUDIT_GRANT_STOP] = {"grant.stop", {N_("You stopped somebody from looking along.")}},
	[AUDIT_GRANT_UNDO] = {"grant.undo", {N_("You took that back: they look along again.")}},
	[AUDIT_GRANT_AGAIN] = {"grant.again", {N_("You let somebody look along again.")}},
	[AUDIT_GRANT_LEAVE] = {"grant.leave", {N_("Somebody chose not to look along any more.")}},
	[AUDIT_PASSPORT_READ] = {"passport.read",
		{N_("Somebody looked at a part of your passport.")}},
	[AUDIT_EXPORT] = {"account.export", {N_("You asked for a copy of everything.")}},
	[AUDIT_IMPORT] = {"account.import", {N_("You brought a copy along.")}},
	[AUDIT_LEAVE] = {"account.leave", {N_("You deleted your account.")}},
	[AUDIT_LEAVE_NOW] = {"account.leave_now", {N_("You deleted your account, at once.")}},
	[AUDIT_LEAVE_UNDO] = {"account.leave_undo",
		{N_("You signed in again, so your account stays.")}},
	[AUDIT_WARN_UNUSED] = {"account.warn_unused",
		{N_("We wrote you that we delete what is not used.")}},
	[AUDIT_SHARE_BEGIN] = {"share.begin", {N_("You made a link to your passport.")}},
	[AUDIT_SHARE_CHANGE] = {"share.change",
		{N_("You changed what a link to your passport shows.")}},
	[AUDIT_SHARE_STOP] = {"share.stop", {N_("You stopped a link to your passport.")}},
	[AUDIT_SHARE_UNDO] = {"share.undo", {N_("You took that back: the link works again.")}},
	[AUDIT_SHARE_OPEN] = {"share.open", {N_("Somebody opened your passport by its link.")}},
	[AUDIT_SHARE_ASK] = {"share.ask", {N_("Somebody asked to see your passport.")}},
	[AUDIT_BIRTH_DATE] = {"account.birth_date",
		{N_("You said or changed when you were born.")}},
	[AUDIT_CONSENT_GIVE] = {"consent.give",
		{N_("A parent agreed that you share health and care.")}},
	[AUDIT_CONSENT_REFUSE] = {"consent.refuse",
		{N_("A parent did not agree that you share health and care.")}},
	[AUDIT_CONSENT_WITHDRAW] = {"consent.withdraw",
		{N_("A parent took back that you share health and care.")}},
	[AUDIT_NOTICES] = {"account.notices", {N_("You chose which mails you get.")}},
	[AUDIT_PHOTO] = {"account.photo", {N_("You changed your photo.")}},
	[AUDIT_PROJECT] = {"project.change", {N_("A youth project was made or changed.")}},
	[AUDIT_PARTICIPANT_READ] = {"participant.read",
		{N_("Somebody looked at what is noted about a participant.")}},
	[AUDIT_PARTICIPANT_INVITE] = {"participant.invite",
		{N_("A participant of a project was invited to their own page.")}},
	[AUDIT_PARTICIPATION_OPEN] = {"participation.open",
		{N_("Somebody opened the own page of a participant with its code.")}},
	[AUDIT_PARTICIPATION_CHANGE] = {"participation.change",
		{N_("A participant of a project changed what is noted about them.")}},
	[AUDIT_PARTICIPATION_CLAIM] = {"participation.claim",
		{N_("You took your page of a project into your account.")}},
	[AUDIT_PARTICIPATION_UNDO] = {"participation.undo",
		{N_("You took your page of a project out of your account again.")}},
	[AUDIT_PARTICIPATION_KEEP] = {"participation.keep",
		{N_("A project in which you took part was deleted. Your account keeps yours.")}},
	[AUDIT_PARTICIPATION_DROP] = {"participation.drop",
		{N_("You removed what your account kept of a project.")}},
	[AUDIT_LEARNING_READ] = {"learning.read",
		{N_("An organiser read what a participant learned.")}},
	[AUDIT_LEARNING_SUBMIT] = {"learning.submit",
		{N_("A participant handed in what they learned.")}},
	[AUDIT_LEARNING_TAKE_BACK] = {"learning.take_back",
		{N_("A participant took back what they had handed in.")}},
	[AUDIT_LEARNING_SUGGEST] = {"learning.suggest",
		{N_("An organiser suggested something about what a participant learned.")}},
	[AUDIT_LEARNING_ACCEPT] = {"learning.accept",
		{N_("An organiser said that what a participant learned is fine.")}},
	[AUDIT_LEARNING_ANEW] = {"learning.anew",
		{N_("A participant removed what stayed closed to their code.")}},
	[AUDIT_REFEREE_ASK] = {"referee.ask",
		{N_("A participant asked somebody to confirm what they learned.")}},
	[AUDIT_REFEREE_REMOVE] = {"referee.remove",
		{N_("A participant does not ask somebody any more to confirm what they learned.")}},
	[AUDIT_REFEREE_READ] = {"referee.read",
		{N_("Somebody who was asked read what a participant learned.")}},
	[AUDIT_REFEREE_ANSWER] = {"referee.answer",
		{N_("Somebody who was asked said whether it is so what a participant learned.")}},
	[AUDIT_LEARNING_PROVE] = {"learning.prove",
		{N_("Somebody showed that what a participant wrote is theirs."),
			N_("Somebody tried to show that what a participant wrote is theirs.")}},
	[AUDIT_CERTIFICATE_ASK] = {"certificate.ask",
		{N_("A participant asked for their certificate.")}},
	[AUDIT_SHARE_YES] = {"share.yes", {N_("You let somebody see your passport.")}},
};

static const char *const results[AUDIT_RESULTS] = {"done", "refused"};
static const char *const objects[AUDIT_OBJECTS] = {"account", "choice", "grant", "scope",
	"membership", "organisation", "operator", "share", "project"};

err_t audit_note(struct tx *tx, const struct audit_entry *entry)
{
	const struct actor *actor = entry->actor;
	struct row_id id;
	if (entry->object_id.len > AUDIT_OBJECT_MOST)
		return err_log(
			ERR_INTERNAL, "object of %s is too long", actions[entry->action].name);
	bool is_somebody = actor->person.n || actor->participant.n;
	TRY(audit_add(tx, entry->at, is_somebody ? &actor->public : NULL, entry->subject,
		str_of(actions[entry->action].name), str_of(results[entry->result]),
		str_of(objects[entry->object]), entry->object_id, str_of(actor->device.browser),
		str_of(actor->device.system), &id));
	return audit_wait(tx, id);
}

struct reading {
	struct arena *arena;
	const struct actor *actor;
	int64_t skip;
	struct audit_about_row_list rows;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(access_require(tx, r->actor, ACTION_ACCOUNT_SEE, r->actor->person));
	return audit_about(tx, r->arena, r->actor->public, AUDIT_PAGE + 1, r->skip, &r->rows);
}

/* NULL for what this program does not know: a newer one wrote it. */
static const char *text_of(const struct audit_about_row *row)
{
	for (size_t i = 0; i < AUDIT_ACTIONS; i++)
		if (str_is(row->action, actions[i].name))
			return actions[i].text[str_is(row->result, results[AUDIT_REFUSED])];
	return NULL;
}

err_t audit_read(const struct app *app, struct arena *a, const struct actor *actor, int64_t page,
	struct audit_page *ret)
{
	if (page < 1 || page > AUDIT_PAGES_MOST)
		return err_log(ERR_NOT_FOUND, "no such page");
	struct reading r = {.arena = a, .actor = actor, .skip = (page - 1) * AUDIT_PAGE};
	VEC(struct audit_line) lines = {0};
	TRY(db_read(app->db, read_rows, &r));
	for (size_t i = 0; i < r.rows.len && i < AUDIT_PAGE; i++) {
		const struct audit_about_row *row = &r.rows.at[i];
		const char *text = text_of(row);
		if (!text)
			continue;
		vec_push(a, &lines,
			(struct audit_line){
				.at = row->at,
				.text = text,
				.browser = row->browser,
				.system = row->system,
				.refused = str_is(row->result, results[AUDIT_REFUSED]),
			});
	}
	*ret = (struct audit_page){lines.at, lines.len, r.rows.len > AUDIT_PAGE};
	return NULL;
}
