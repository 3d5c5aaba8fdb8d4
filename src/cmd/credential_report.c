/* What came of a document: for programs in JSON, for people in words. */
#include "cmd/credential.h"

#include <string.h>
#include <sysexits.h>

static const struct outcome_face outcomes[OUTCOMES] = {
	[OUTCOME_DONE] = {"done", "", 0},
	[OUTCOME_VERIFIED] = {"verified", N_("In order"), 0},
	[OUTCOME_NOT_VERIFIED] = {"not_verified", N_("Not in order"), 1},
	[OUTCOME_MALFORMED] = {"malformed", N_("Not a credential that can be checked"), EX_DATAERR},
	[OUTCOME_UNREADABLE] = {"unreadable", N_("Cannot be read"), EX_NOINPUT},
};

const struct outcome_face *outcome_face(enum outcome o)
{
	return &outcomes[o];
}

/* --- JSON --- */

static struct json finding_json(struct arena *a, const struct finding *f)
{
	const struct finding_face *face = finding_face(f->kind);
	struct json o = json_object();
	bool note = face->level == LEVEL_NOTE;
	json_set(a, &o, STR("code"), json_of_str(str_of(face->code)));
	json_set(a, &o, STR("about"), json_of_str(finding_about_name(face->about)));
	json_set(a, &o, STR("level"), json_of_str(note ? STR("note") : STR("problem")));
	json_set(a, &o, STR("text"), json_of_str(str_of(face->text)));
	json_set(a, &o, STR("detail"), json_of_str(f->detail));
	return o;
}

err_t report_json(const struct report *r, FILE *out)
{
	struct arena *a = r->arena;
	struct json o = json_object(), findings = json_array();
	struct buf text;
	json_set(a, &o, STR("file"), json_of_str(r->name));
	if (r->line)
		json_set(a, &o, STR("line"), json_of_int(a, r->line));
	json_set(a, &o, STR("result"), json_of_str(str_of(outcomes[r->outcome].name)));
	json_each_member (it, &r->members)
		json_set(a, &o, it->name, it->value);
	vec_each (struct finding, it, &r->findings.list)
		json_push(a, &findings, finding_json(a, it));
	json_set(a, &o, STR("findings"), findings);
	buf_init(&text, a, 4096, 2 * CREDENTIAL_TEXT_MAX);
	json_write(&text, &o);
	buf_putc(&text, '\n');
	TRY(buf_err(&text));
	fwrite(text.p, 1, text.len, out);
	return NULL;
}

/* --- words --- */

/* What a terminal would obey, or what turns the order of letters around, is not text. */
static bool is_shown(uint32_t c)
{
	return c >= 0x20 && (c < 0x7f || c > 0x9f) && !(c >= 0x202a && c <= 0x202e) &&
	       !(c >= 0x2066 && c <= 0x2069);
}

static void put_text(struct buf *out, struct str text)
{
	if (!utf8_valid(text)) {
		buf_putc(out, '?');
		return;
	}
	while (text.len) {
		struct str before = text;
		uint32_t c = utf8_next(&text);
		buf_put(out, is_shown(c) ? str_sub(before, 0, before.len - text.len) : STR("?"));
	}
}

static struct str tr(const struct credential_job *job, const char *id)
{
	return lang_text(job->lang, id);
}

static void put_about(const struct credential_job *job, const struct report *r,
	enum finding_about about, struct buf *out)
{
	vec_each (struct finding, it, &r->findings.list) {
		const struct finding_face *face = finding_face(it->kind);
		if (face->about != about)
			continue;
		buf_lit(out, "    - ");
		buf_put(out, tr(job, face->text));
		if (it->detail.len) {
			buf_lit(out, " (");
			put_text(out, it->detail);
			buf_lit(out, ")");
		}
		buf_putc(out, '\n');
	}
}

static void put_title(const struct credential_job *job, const struct report *r, struct buf *out)
{
	put_text(out, r->name);
	if (r->line)
		buf_fmt(out, ":%lld", (long long)r->line);
	buf_lit(out, ": ");
	buf_put(out, tr(job, outcomes[r->outcome].text));
	struct str why = json_str(json_get(&r->members, STR("detail")));
	if (why.len) {
		buf_lit(out, " (");
		put_text(out, why);
		buf_lit(out, ")");
	}
	buf_putc(out, '\n');
}

static err_t write_out(struct buf *text, FILE *out)
{
	TRY(buf_err(text));
	fwrite(text->p, 1, text->len, out);
	return NULL;
}

err_t report_findings(const struct credential_job *job, const struct report *r, FILE *out)
{
	struct buf text;
	buf_init(&text, r->arena, 4096, CREDENTIAL_TEXT_MAX);
	put_title(job, r, &text);
	for (enum finding_about about = ABOUT_FORM; about <= ABOUT_HOLDER; about++)
		put_about(job, r, about, &text);
	return write_out(&text, out);
}

static const char *say_changed(const struct report *r)
{
	static const char *const says[] = {
		[ANSWER_YES] = N_("No: its signature fits."),
		[ANSWER_NO] = N_("That is not ruled out."),
		[ANSWER_UNKNOWN] = N_("That cannot be told."),
	};
	return says[report_answer(r, ABOUT_PROOF)];
}

static const char *say_issuer(const struct report *r)
{
	if (report_answer(r, ABOUT_ISSUER) != ANSWER_YES)
		return N_("It says {who}, but that is not shown.");
	if (str_has(report_issuers(r), "did:key:") || str_has(report_issuers(r), "did:jwk:"))
		return N_("{who}. That is a key; whose it is, is not in a list known here.");
	return N_("{who}, whose own document lists the key that signed it.");
}

/* The data model 2.0, which knows no expirationDate. */
static bool is_second_version(const struct json *credential)
{
	const struct json *contexts = json_get(credential, STR("@context"));
	if (!contexts || contexts->type != JSON_ARRAY)
		return false;
	json_each_item (it, contexts)
		if (str_is(json_str(it), "https://www.w3.org/ns/credentials/v2"))
			return true;
	return false;
}

/* The end of a credential, when it names one; what a presentation says of one was never checked. */
static struct str until(const struct report *r)
{
	if (report_is_presentation(r))
		return STR_NONE;
	struct str end = json_str(json_get(r->document, STR("validUntil")));
	struct str expiration = json_str(json_get(r->document, STR("expirationDate")));
	if (is_second_version(r->document))
		return end;
	if (end.len && expiration.len)
		return STR_NONE;
	return end.len ? end : expiration;
}

static const char *say_valid(const struct report *r)
{
	const struct findings *f = &r->findings;
	enum answer answer = report_answer(r, ABOUT_VALIDITY);
	if (answer == ANSWER_NO)
		return N_("No.");
	if (!findings_ok_about(f, ABOUT_PROOF) || !findings_ok_about(f, ABOUT_ISSUER))
		return N_("That only counts once it is clear who issued it, unchanged.");
	if (!findings_ok_about(f, ABOUT_VALIDITY))
		return N_("That cannot be told.");
	if (answer == ANSWER_UNKNOWN)
		return N_("As far as its dates tell.");
	return until(r).len ? N_("Yes, until {until}.") : N_("Yes.");
}

static const char *say_holder(const struct report *r)
{
	enum answer answer = report_answer(r, ABOUT_HOLDER);
	if (!report_is_presentation(r))
		return N_("A credential alone does not show that.");
	if (answer == ANSWER_NO)
		return N_("No.");
	if (answer == ANSWER_YES)
		return N_("Yes: {holder} signed to show it here.");
	return report_holder_signed(r)
		       ? N_("{holder} signed to show it; whether here, nobody asked.")
		       : N_("That is not shown.");
}

static void put_answer(const struct credential_job *job, const struct report *r,
	const char *question, const char *answer, struct buf *out)
{
	const struct lang_value values[] = {{"who", report_issuers(r)}, {"until", until(r)},
		{"holder", vc_holder(r->document)}, {0}};
	buf_lit(out, "  ");
	buf_put(out, tr(job, question));
	buf_putc(out, ' ');
	put_text(out, lang_fill(r->arena, tr(job, answer), values));
	buf_putc(out, '\n');
}

err_t report_words(const struct credential_job *job, const struct report *r, FILE *out)
{
	struct buf text;
	if (r->outcome >= OUTCOME_MALFORMED)
		return report_findings(job, r, out);
	buf_init(&text, r->arena, 4096, CREDENTIAL_TEXT_MAX);
	put_title(job, r, &text);
	put_about(job, r, ABOUT_FORM, &text);
	put_answer(job, r, N_("Has it been changed?"), say_changed(r), &text);
	put_about(job, r, ABOUT_PROOF, &text);
	put_answer(job, r, N_("Who issued it?"), say_issuer(r), &text);
	put_about(job, r, ABOUT_ISSUER, &text);
	put_answer(job, r, N_("Is it still valid?"), say_valid(r), &text);
	put_about(job, r, ABOUT_VALIDITY, &text);
	put_answer(job, r, N_("Does it belong to the person who shows it?"), say_holder(r), &text);
	put_about(job, r, ABOUT_HOLDER, &text);
	return write_out(&text, out);
}

/* --- what the document says --- */

static void put_value(struct buf *out, struct arena *a, const struct json *value)
{
	struct buf text;
	if (value->type == JSON_STRING) {
		put_text(out, json_str(value));
		return;
	}
	buf_init(&text, a, 256, CREDENTIAL_TEXT_MAX);
	json_write(&text, value);
	put_text(out, buf_str(&text));
}

static void put_content(const struct credential_job *job, const struct report *r, struct str name,
	const char *label, struct buf *out)
{
	const struct json *value = json_get(&r->members, name);
	if (!value || (value->type == JSON_ARRAY && !value->len))
		return;
	if (value->type != JSON_ARRAY) {
		buf_lit(out, "  ");
		buf_put(out, tr(job, label));
		buf_lit(out, ": ");
		put_value(out, r->arena, value);
		buf_putc(out, '\n');
		return;
	}
	json_each_item (it, value) {
		buf_lit(out, "  ");
		buf_put(out, tr(job, label));
		buf_lit(out, ": ");
		put_value(out, r->arena, it);
		buf_putc(out, '\n');
	}
}

err_t report_contents(const struct credential_job *job, const struct report *r, FILE *out)
{
	static const struct {
		struct str name;
		const char *label;
	} rows[] = {
		{STR("type"), N_("Kind")},
		{STR("id"), N_("Identifier")},
		{STR("name"), N_("Name")},
		{STR("achievements"), N_("Achieved")},
		{STR("issuer"), N_("Issuer")},
		{STR("holder"), N_("Holder")},
		{STR("validFrom"), N_("Valid from")},
		{STR("validUntil"), N_("Valid until")},
		{STR("issuanceDate"), N_("Valid from")},
		{STR("expirationDate"), N_("Valid until")},
		{STR("proofs"), N_("Signature")},
	};
	struct buf text;
	if (r->outcome != OUTCOME_DONE)
		return report_findings(job, r, out);
	buf_init(&text, r->arena, 4096, CREDENTIAL_TEXT_MAX);
	put_text(&text, r->name);
	buf_lit(&text, ": ");
	buf_put(&text, tr(job, N_("what it says, none of it checked")));
	buf_putc(&text, '\n');
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		put_content(job, r, rows[i].name, rows[i].label, &text);
	return write_out(&text, out);
}
