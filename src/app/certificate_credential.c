/*
 * A certificate as a signed credential: from what it says to a struct record (credential/record.h),
 * and from that to Open Badges 3.0. The issuer is the installation; the organisations are those who
 * award it. What the participant wrote stands as evidence, each text under its competence.
 *
 * There is one in each language of the certificate: the schema of Open Badges takes no language
 * maps. They share their place in the status list, and their achievements are related.
 */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "base/buf.h"
#include "codec/input.h"
#include "credential/open_badge.h"
#include "crypto/hash.h"

#define TEXT_MOST (128 << 10)

struct composing {
	const struct app *app;
	struct arena *arena;
	const struct certificate_content *content;
	const struct certificate_words *words;
	const struct lang *lang;
	const struct project_type *type; /* NULL: one that is no more */
	struct public_id certificate;
};

static struct record_texts texts(const struct composing *c, struct str text)
{
	return record_texts_of(c->arena, c->words->language, text);
}

/* A name without an address (RFC 9562, in the form of section 4). */
static struct str urn(struct arena *a, const uint8_t id[16])
{
	struct buf out;
	buf_init(&out, a, 64, 64);
	buf_lit(&out, "urn:uuid:");
	for (size_t i = 0; i < 16; i++)
		buf_fmt(&out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id[i]);
	return buf_str(&out);
}

/* Of the achievement as it is told there: in a further language a UUID of version 8 follows. */
static struct str achievement_id(const struct composing *c, const struct certificate_words *words)
{
	struct str certificate = {(const char *)c->certificate.bytes, sizeof(c->certificate.bytes)};
	const struct str parts[] = {certificate, words->language};
	if (words == c->content->words)
		return urn(c->arena, c->certificate.bytes);
	struct digest own = hash_sha256_parts(parts, 2);
	own.bytes[6] = (uint8_t)(0x80 | (own.bytes[6] & 0x0f));
	own.bytes[8] = (uint8_t)(0x80 | (own.bytes[8] & 0x3f));
	return urn(c->arena, own.bytes);
}

/* Paragraphs; empty ones are left out. */
static void add_text(struct buf *io, struct str text)
{
	if (!text.len)
		return;
	if (io->len)
		buf_lit(io, "\n\n");
	buf_put(io, text);
}

static struct buf paragraphs(const struct composing *c)
{
	struct buf out;
	buf_init(&out, c->arena, 1 << 10, TEXT_MOST);
	return out;
}

static struct str confirms(const struct composing *c)
{
	return c->type ? c->type->confirms : lang_text(c->lang, N_("took part in a project"));
}

/* What the project was. */
static struct str description(const struct composing *c)
{
	const struct certificate_told *told = certificate_told_of(c->words, CERTIFICATE_PROJECT);
	struct buf out = paragraphs(c);
	for (size_t i = 0; told && i < told->sections_len; i++) {
		add_text(&out, told->sections[i].head);
		add_text(&out, told->sections[i].text);
	}
	if (!out.len)
		add_text(&out, c->type ? c->type->about : confirms(c));
	return buf_str(&out);
}

/* That they took part, in what, and when. */
static struct str criteria(const struct composing *c)
{
	const struct certificate_content *it = c->content;
	struct buf out = paragraphs(c);
	add_text(&out, str_fmt(c->arena, "%.*s %.*s %.*s", STR_ARG(it->given_name),
			       STR_ARG(it->family_name), STR_ARG(confirms(c))));
	add_text(&out, certificate_days(c->arena, c->lang, it->starts, it->ends));
	return buf_str(&out);
}

static struct record_organisations bodies(const struct composing *c)
{
	struct str base = urn(c->arena, c->certificate.bytes);
	size_t len = c->content->parties_len;
	if (len > RECORD_LIST_MOST)
		len = RECORD_LIST_MOST;
	struct record_organisation *all = arena_array(c->arena, struct record_organisation, len);
	for (size_t i = 0; i < len; i++)
		all[i] = (struct record_organisation){
			.id = str_fmt(c->arena, "%.*s#organisation-%zu", STR_ARG(base), i + 1),
			.name = texts(c, c->content->parties[i].name),
			.address.locality = c->content->parties[i].place};
	return (struct record_organisations){all, len};
}

/* The number of the grant, where the paper has it too. */
static struct record_concepts more(const struct composing *c)
{
	const struct certificate_form *form =
		project_type_form(c->app->project_types, lang_index(c->lang), c->content->type);
	struct str label = certificate_form_label(&form->parts[0], STR("grant"));
	struct record_concept *one = arena_make(c->arena, struct record_concept);
	if (!c->content->number.len || !label.len)
		return (struct record_concepts){0};
	one->name = texts(
		c, str_fmt(c->arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(c->content->number)));
	return (struct record_concepts){one, 1};
}

/* It in the other languages. */
static struct record_translations translations(const struct composing *c)
{
	const struct certificate_content *it = c->content;
	struct record_translation *all =
		arena_array(c->arena, struct record_translation, it->words_len);
	size_t len = 0;
	for (size_t i = 0; i < it->words_len; i++)
		if (&it->words[i] != c->words)
			all[len++] = (struct record_translation){
				achievement_id(c, &it->words[i]), it->words[i].language};
	return (struct record_translations){all, len};
}

static struct record_achievement achievement(const struct composing *c)
{
	return (struct record_achievement){
		.id = achievement_id(c, c->words),
		.language = c->words->language,
		.translations = translations(c),
		.kind = STR("Certificate"),
		.title = texts(c, c->content->title),
		.description = texts(c, description(c)),
		.criteria = texts(c, criteria(c)),
		.awarding_bodies = bodies(c),
		.more = more(c),
	};
}

static struct str evidence_name(const struct composing *c, struct str head, struct str label)
{
	if (!head.len || !label.len)
		return head.len ? head : label;
	return str_fmt(c->arena, "%.*s: %.*s", STR_ARG(head), STR_ARG(label));
}

/* A head stands over all that comes before the next one. */
static void add_evidence(const struct composing *c, struct record *io)
{
	const struct certificate_told *told = certificate_told_of(c->words, CERTIFICATE_LEARNING);
	size_t len = told ? told->sections_len : 0;
	struct str head = STR_NONE;
	if (len > RECORD_LIST_MOST)
		len = RECORD_LIST_MOST;
	struct record_evidence *all = arena_array(c->arena, struct record_evidence, len);
	for (size_t i = 0; i < len; i++) {
		const struct certificate_section *it = &told->sections[i];
		head = it->head.len ? it->head : head;
		all[i].name = texts(c, evidence_name(c, head, it->label));
		all[i].description = texts(c, it->text);
	}
	io->evidence = all;
	io->evidence_len = len;
}

static struct record_learner learner(const struct composing *c)
{
	const struct certificate_content *it = c->content;
	return (struct record_learner){
		.full_name = str_fmt(
			c->arena, "%.*s %.*s", STR_ARG(it->given_name), STR_ARG(it->family_name)),
		.given_name = it->given_name,
		.family_name = it->family_name,
		.birth_date = it->born == DAY_NONE ? STR_NONE : day_print(c->arena, it->born),
	};
}

/* As certificate_pdf_find: the first one has no name. */
static err_t find_words(const struct certificate_content *content, struct str language,
	const struct certificate_words **ret)
{
	for (size_t i = 0; i < content->words_len; i++)
		if (i ? str_eq(content->words[i].language, language) : !language.len) {
			*ret = &content->words[i];
			return NULL;
		}
	return err_log(ERR_NOT_FOUND, "no credential in that language");
}

static err_t begin(const struct app *app, struct arena *a,
	const struct certificate_content *content, const struct certificate_signing *signing,
	struct composing *ret)
{
	struct composing c = {
		.app = app, .arena = a, .content = content, .certificate = signing->certificate};
	TRY(find_words(content, signing->language, &c.words));
	c.lang = i18n_find(app->i18n, c.words->language);
	if (!c.lang)
		c.lang = i18n_standard(app->i18n);
	c.type = project_type_find(app->project_types, lang_index(c.lang), content->type);
	*ret = c;
	return NULL;
}

/* Its id is the address where it is checked: the code stands in the fragment. */
static struct str credential_id(
	const struct composing *c, const struct certificate_signing *signing)
{
	bool is_first = !signing->language.len;
	return str_fmt(c->arena, "%.*s/verify%s%.*s#%.*s", STR_ARG(c->app->public_url),
		is_first ? "" : "?language=", STR_ARG(signing->language),
		STR_ARG(c->content->code));
}

static struct record record_of(const struct composing *c, const struct issuer *issuer,
	const struct certificate_signing *signing)
{
	struct record r = {
		.id = credential_id(c, signing),
		.learner = learner(c),
		.issued = usec_print(c->arena, signing->issued - signing->issued % USEC_SECOND),
		.status = {issuer_list_url(issuer, signing->seat.list), STR("revocation"),
			(uint32_t)signing->seat.at},
	};
	add_evidence(c, &r);
	return r;
}

err_t certificate_credential(const struct app *app, struct arena *a,
	const struct certificate_content *content, const struct certificate_signing *signing,
	struct str *ret_json)
{
	struct composing c;
	struct issuer *issuer;
	struct json credential;
	TRY(begin(app, a, content, signing, &c));
	struct record_achievement achieved = achievement(&c);
	TRY(issuer_new(app, a, &issuer));
	const struct record_organisation house = {.id = issuer_did(issuer),
		.name = texts(&c, app->place_name),
		.url = app->public_url};
	const struct open_badge_options options = {.language = c.words->language};
	struct record r = record_of(&c, issuer, signing);
	r.achievement = &achieved;
	r.issuer = &house;
	TRY(open_badge_write(a, &r, &options, &credential));
	return issuer_sign(issuer, &credential, signing->issued, ret_json);
}
