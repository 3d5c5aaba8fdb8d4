#include "app/export_inside.h"

#include "codec/input.h"

/* --- what the parts share --- */

err_t part_require(struct tx *tx, const struct export_making *m)
{
	return access_require(tx, &m->actor, ACTION_ACCOUNT_LEAVE, m->actor.person);
}

struct json *part_item(const struct export_making *m, struct json *io_items)
{
	return json_push(m->arena, io_items, json_object());
}

void part_text(const struct export_making *m, struct json *io, const char *name, struct str text)
{
	if (text.len)
		json_set(m->arena, io, str_of(name), json_of_str(text));
}

void part_time(const struct export_making *m, struct json *io, const char *name, const usec *at)
{
	if (at)
		part_text(m, io, name, usec_print(m->arena, *at));
}

void part_day(const struct export_making *m, struct json *io, const char *name, const day *at)
{
	if (at)
		part_text(m, io, name, day_print(m->arena, *at));
}

void part_known_day(const struct export_making *m, struct json *io, const char *name, day d)
{
	part_day(m, io, name, d == DAY_NONE ? NULL : &d);
}

void part_int(const struct export_making *m, struct json *io, const char *name, int64_t n)
{
	json_set(m->arena, io, str_of(name), json_of_int(m->arena, n));
}

void part_truth(const struct export_making *m, struct json *io, const char *name, bool truth)
{
	json_set(m->arena, io, str_of(name), json_of_bool(truth));
}

static void put_column(const struct export_making *m, const struct part_column *column,
	const void *value, struct json *io)
{
	switch (column->kind) {
	case PART_TEXT:
		part_text(m, io, column->name, *(const struct str *)value);
		return;
	case PART_TIME:
		part_time(m, io, column->name, value);
		return;
	case PART_TIME_IF:
		part_time(m, io, column->name, *(const usec *const *)value);
		return;
	case PART_DAY:
		part_day(m, io, column->name, value);
		return;
	case PART_DAY_IF:
		part_day(m, io, column->name, *(const day *const *)value);
		return;
	case PART_INT:
		part_int(m, io, column->name, *(const int64_t *)value);
	}
}

void part_rows(const struct export_making *m, const struct part_column *columns,
	const struct part_rows *rows, struct json *io_items)
{
	for (size_t i = 0; i < rows->len; i++) {
		const char *row = (const char *)rows->at + i * rows->size;
		struct json *o = part_item(m, io_items);
		for (const struct part_column *it = columns; it->name; it++)
			put_column(m, it, row + it->at, o);
	}
}

void part_archived(const struct export_making *m, struct json *io, struct str path)
{
	if (archive_holds(m, path))
		part_text(m, io, "path", path);
	else if (path.len)
		part_truth(m, io, "left_out", true);
}

void part_all_archived(
	const struct export_making *m, struct json *io, const struct str *paths, size_t len)
{
	struct json there = json_array();
	for (size_t i = 0; i < len; i++)
		if (archive_holds(m, paths[i]))
			json_push(m->arena, &there, json_of_str(paths[i]));
	if (there.len < len)
		part_truth(m, io, "left_out", true);
	json_set(m->arena, io, STR("paths"), there);
}

void part_participant(
	const struct export_making *m, const struct participant *about, struct json *io)
{
	struct str name = str_fmt(
		m->arena, "%.*s %.*s", STR_ARG(about->given_name), STR_ARG(about->family_name));
	part_text(m, io, "name", name);
	part_text(m, io, "kind", str_of(participant_kind_id(about->kind)));
	part_text(m, io, "country", about->country);
	part_text(m, io, "mail", about->mail);
	part_text(m, io, "place", about->place);
	part_text(m, io, "host", about->host);
	part_text(m, io, "language", about->language);
	part_known_day(m, io, "born", about->born);
	part_known_day(m, io, "own_first_day", about->starts);
	part_known_day(m, io, "own_last_day", about->ends);
}

err_t part_spare(err_t e, bool *io_damaged)
{
	if (!e)
		return NULL;
	if (e->code != ERR_INTERNAL && e->code != ERR_EXPIRED)
		return e;
	err_free(e);
	*io_damaged = true;
	return NULL;
}

struct str export_dated_path(struct arena *a, struct public_id dated, usec made)
{
	return str_fmt(a, "dated/%.*s-%.*s.pdf", STR_ARG(day_print(a, zone_day(made))),
		STR_ARG(public_id_print(a, dated)));
}

struct str export_certificate_path(struct arena *a, struct public_id participant, int64_t revision,
	struct str language, const char *ending)
{
	return str_fmt(a, "certificates/%.*s-%lld%s%.*s.%s",
		STR_ARG(public_id_print(a, participant)), (long long)revision,
		language.len ? "-" : "", STR_ARG(language), ending);
}

static const char *ending_of(struct str type)
{
	if (str_is(type, "image/jpeg"))
		return "jpg";
	if (str_is(type, "image/png"))
		return "png";
	return str_is(type, "application/pdf") ? "pdf" : "bin";
}

struct str export_official_path(struct arena *a, struct public_id participant)
{
	return str_fmt(
		a, "certificates/%.*s-official.pdf", STR_ARG(public_id_print(a, participant)));
}

struct str export_kept_path(struct arena *a, struct public_id kept, int64_t place)
{
	return str_fmt(a, "projects/%.*s-%lld.pdf", STR_ARG(public_id_print(a, kept)),
		(long long)place + 1);
}

struct str export_kept_file_path(
	struct arena *a, struct public_id kept, int64_t place, struct str type)
{
	return str_fmt(a, "projects/%.*s-file-%lld.%s", STR_ARG(public_id_print(a, kept)),
		(long long)place + 1, ending_of(type));
}

struct str export_file_path(struct arena *a, struct public_id file, struct str type)
{
	return str_fmt(a, "files/%.*s.%s", STR_ARG(public_id_print(a, file)), ending_of(type));
}

/* --- the tables --- */

const struct export_part export_parts[] = {
	{"account", N_("Account"), "person birth_date last_use password factor", part_account},
	{"addresses", N_("Mail addresses"), "address address_role address_end", part_addresses},
	{"notices", N_("Which mails you get"), "notice_choice", part_notices},
	{"sessions", N_("Where you are signed in"), "session", part_sessions},
	{"memberships", N_("Schools and organisations"), "membership", part_memberships},
	{"invitations", N_("Invitations to work somewhere"), "invitation", part_invitations},
	{"partner_in", N_("Projects that you work on as a partner"), "project_editor",
		part_editors},
	{"choices", N_("What your route depends on"), "pick", part_choices},
	{"answers", N_("What you wrote"), "answer", part_answers},
	{"earlier_answers", N_("What you wrote before"), "answer_past", part_earlier},
	{"dated_versions", N_("Dated versions"), "passport_version", part_dated},
	{"dated_answers", N_("What stood in the dated versions"), "passport_version",
		part_dated_answers},
	{"files", N_("Pictures and other files"), "file file_chunk", part_files},
	{"looking_along", N_("Who may look along"), "passport_grant grant_scope", part_grants},
	{"consents", N_("What parents agreed to"), "care_consent", part_consents},
	{"comments", N_("What you and others said about it"), "comment", part_comments},
	{"talk_points", N_("What you want to talk about"), "talk_point", part_talk_points},
	{"links", N_("Links that you shared"), "share share_scope", part_shares},
	{"cards", N_("Cards to sign in with"), "card", part_cards},
	{"projects", N_("Projects that you took part in"), "participant participant_official",
		part_projects},
	{"learned", N_("What you wrote about what you learned there"),
		"learning learning_text learning_past learning_comment "
		"learning_evidence learning_evidence_chunk learning_referee",
		part_learned},
	{"certificates", N_("Certificates"), "certificate certificate_file certificate_translation",
		part_certificates},
	{"kept_projects", N_("What you keep of projects that were deleted"),
		"project_kept project_kept_paper project_kept_file", part_kept},
	{"shared_with_you", N_("What others share with you"), "passport_grant share_handled",
		part_held},
	{"readings", N_("Who looked"), "passport_reading", part_readings},
	{"own_readings", N_("Where you looked"), "passport_reading", part_own_readings},
	{"brought_in", N_("Copies that you brought along"), "brought_in", part_brought_in},
	{"log", N_("What happened"), "audit", part_log},
	{NULL, NULL, NULL, NULL},
};

#define HOUSE "of the installation: nothing in it is about a person"
#define SECRET_OF_THE_DOOR "halfway in, for minutes: secrets of the door, kept as digests"
#define COPY "the copy itself"
#define PROJECT "of the organisation that runs the project"
#define PARTICIPANT "who takes part without an account: the organisation tells them"
#define BROUGHT "a copy that the person has, for a day"
#define LIST "of others, a list that the person has, for a week"

const struct export_omission export_omissions[] = {
	{"arrival", SECRET_OF_THE_DOOR},
	{"audit_chain", HOUSE},
	{"audit_point", HOUSE},
	{"audit_waiting", HOUSE},
	{"certificate_round", PROJECT},
	{"certificate_waiting", PARTICIPANT},
	{"credential_list", HOUSE},
	{"contact_code", "a code to show, which can be made anew any moment"},
	{"erased", "who stands in it is not here any more"},
	{"export", COPY},
	{"export_chunk", COPY},
	{"factor_offer", "the secret of a lock that was never closed"},
	{"import", BROUGHT},
	{"import_chunk", BROUGHT},
	{"job", HOUSE},
	{"known_browser", "digests: nothing in it can be read"},
	{"leaving", "there is none while the person is in"},
	{"mail", "that a mail went, by a digest; its text is wiped when it has gone"},
	{"mailed_code", SECRET_OF_THE_DOOR},
	{"notice_waiting", "which of the notices goes out next; what it is about stands elsewhere"},
	{"official_waiting", LIST},
	{"operator_request", SECRET_OF_THE_DOOR},
	{"organisation", HOUSE},
	{"participant_batch", PROJECT},
	{"participant_heading", PROJECT},
	{"participant_import", LIST},
	{"participant_import_chunk", LIST},
	{"participant_code", "the digest of a code, which does not work any more"},
	{"participant_code_past", "the same of codes that were replaced"},
	{"participant_event", "who of the organisation did what: the own page shows it"},
	{"participant_session", SECRET_OF_THE_DOOR},
	{"project", PROJECT},
	{"project_activity", PROJECT},
	{"project_change", PROJECT},
	{"project_logo", PROJECT},
	{"project_party", PROJECT},
	{"project_text", PROJECT},
	{"project_warning", "whom we mail next that a project ends"},
	{"rate", "digests of who tries too often, for an hour"},
	{"receiver", HOUSE},
	{"recovery_code", "secrets, kept as digests"},
	{"registration", "of who has no account yet"},
	{"role_label", HOUSE},
	{"setting", HOUSE},
	{"share_answer", "the digest of a key that was mailed, for a week"},
	{NULL, NULL},
};

static const struct {
	const char *member, *label;
} labels[] = {
	{"accepted", N_("Accepted")},
	{"answer", N_("Answer")},
	{"answered", N_("Answered")},
	{"area", N_("About")},
	{"asked", N_("Asked")},
	{"asked_certificate", N_("Asked for the certificate")},
	{"asks_no_parent", N_("Rather asks no parent")},
	{"at", N_("When")},
	{"before", N_("Before that")},
	{"began", N_("Since")},
	{"began_anew", N_("Began anew")},
	{"born", N_("Birth date")},
	{"browser", N_("Browser")},
	{"by", N_("By")},
	{"called", N_("What you call them")},
	{"changed", N_("Written")},
	{"choice", N_("Question")},
	{"codes", N_("Codes of certificates")},
	{"comment", N_("Comment")},
	{"confirmed", N_("Confirmed")},
	{"content", N_("Version of the questions")},
	{"country", N_("Country")},
	{"damaged", N_("Damaged")},
	{"deadline", N_("Answer until")},
	{"dated", N_("Number of the dated version")},
	{"ended", N_("Stopped")},
	{"ended_by", N_("Stopped by")},
	{"ends", N_("Until")},
	{"file", N_("Number of the file")},
	{"first", N_("First")},
	{"first_day", N_("First day")},
	{"full_name", N_("Whole name")},
	{"handled", N_("Done with it")},
	{"imported", N_("Came in with a copy")},
	{"kind", N_("Kind")},
	{"host", N_("Organisation where you were")},
	{"how", N_("How")},
	{"language", N_("Language")},
	{"large_letters", N_("Large letters")},
	{"last", N_("Last")},
	{"last_day", N_("Last day")},
	{"last_looked", N_("Looked last")},
	{"last_seen", N_("Seen last")},
	{"last_signed_in", N_("Signed in last")},
	{"last_warned", N_("Warned last")},
	{"issued", N_("Issued")},
	{"left_out", N_("Not in this copy")},
	{"link", N_("Number of the link")},
	{"made", N_("Made")},
	{"mail", N_("Mail address")},
	{"message", N_("Your words")},
	{"moment", N_("At which moment")},
	{"name", N_("Name")},
	{"number", N_("Number of the grant")},
	{"no_reminders", N_("Wants no reminders")},
	{"option", N_("Choice")},
	{"own_first_day", N_("Your own first day")},
	{"own_last_day", N_("Your own last day")},
	{"organisation", N_("Organisation")},
	{"organisations", N_("Organisations")},
	{"part", N_("Part")},
	{"parts", N_("Parts")},
	{"paths", N_("Files")},
	{"passport_of", N_("Passport of")},
	{"password_changed", N_("Password chosen")},
	{"path", N_("File")},
	{"photo", N_("Photo")},
	{"place", N_("Place")},
	{"places", N_("Places")},
	{"project", N_("Project")},
	{"proved", N_("Proved last")},
	{"purpose", N_("Where to")},
	{"question", N_("Number of the question")},
	{"read", N_("What they read")},
	{"reason", N_("Why")},
	{"receiver", N_("For whom")},
	{"refused", N_("Refused")},
	{"reminded", N_("Reminded")},
	{"replaced", N_("Replaced")},
	{"revision", N_("Revision")},
	{"role", N_("Role")},
	{"route", N_("Route")},
	{"second_factor_since", N_("Second lock since")},
	{"sign_in", N_("Name to sign in with")},
	{"shows", N_("What shows it")},
	{"size", N_("Bytes")},
	{"state", N_("How far")},
	{"stored", N_("As it is kept")},
	{"system", N_("System")},
	{"talked", N_("Talked")},
	{"text", N_("Question")},
	{"times", N_("Times")},
	{"type", N_("Kind")},
	{"version", N_("Version")},
	{"what", N_("What")},
	{"with", N_("With")},
	{"wording", N_("Wording")},
	{"words", N_("Words of the organiser")},
};

const char *export_label(struct str member)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (str_is(member, labels[i].member))
			return labels[i].label;
	return NULL;
}
