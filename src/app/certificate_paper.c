/* What a certificate says, as a PDF in its language. */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "base/vec.h"
#include "codec/input.h"
#include "i18n/format.h"

struct writing {
	const struct app *app;
	struct arena *arena;
	const struct lang *lang;
	const struct certificate_content *content;
	const struct certificate_words *words;
	const struct project_type *type; /* NULL: one that is no more */
	const struct certificate_form *form;
	struct certificate_telling telling;
	struct str name;
	VEC(struct certificate_fact) facts;
};

static struct str filled(
	const struct writing *w, const char *text, const char *name, struct str value)
{
	const struct lang_value values[] = {{name, value}, {0}};
	return lang_fill(w->arena, lang_text(w->lang, text), values);
}

/* --- facts --- */

static void add_fact(struct writing *w, const struct certificate_form_section *section)
{
	struct str text = certificate_tell_fact(&w->telling, section->id);
	if (text.len)
		vec_push(w->arena, &w->facts, (struct certificate_fact){section->label, text});
}

/* Of the first part. */
static void add_facts(struct writing *w)
{
	const struct certificate_form_part *first = &w->form->parts[0];
	for (size_t i = 0; i < first->sections_len; i++)
		add_fact(w, &first->sections[i]);
}

/* --- who signs --- */

static struct certificate_signers signed_by(
	const struct writing *w, const struct certificate_hand *hand)
{
	struct certificate_signer *one = arena_make(w->arena, struct certificate_signer);
	if (!hand->name.len)
		return (struct certificate_signers){0};
	*one = (struct certificate_signer){.name = hand->name, .function = hand->function};
	if (w->content->sealed) {
		one->sealed = filled(w, N_("Sealed by {name}"), "name",
			certificate_isolated(w->arena, hand->name));
		one->date = format_date(w->arena, w->lang, w->content->issued);
	}
	return (struct certificate_signers){one, 1};
}

/* --- the other parts --- */

static const struct certificate_hand *hand_below(
	const struct certificate_content *content, enum certificate_part_id part)
{
	return part == CERTIFICATE_LEARNING ? &content->supports : &content->describes;
}

/* Those that are there are counted through. */
static void add_parts(const struct writing *w, struct certificate *io)
{
	for (size_t i = 0; i < w->words->parts_len && i < CERTIFICATE_PARTS_MOST; i++) {
		const struct certificate_told *told = &w->words->parts[i];
		io->parts[i] = (struct certificate_part){
			.number = filled(w, N_("Part {n}"), "n",
				format_number(w->arena, w->lang, (int64_t)i + 2)),
			.title = told->title,
			.intro = told->intro,
			.sections = told->sections,
			.sections_len = told->sections_len,
			.signers = signed_by(w, hand_below(w->content, told->id)),
		};
	}
}

/* --- all of it --- */

static struct document_about about(const struct writing *w)
{
	const struct lang_value values[] = {{"code", w->content->code},
		{"n", format_number(w->arena, w->lang, w->content->revision)}, {0}};
	return (struct document_about){
		.title = filled(w, N_("Certificate of {name}"), "name", w->name),
		.author =
			w->content->parties_len ? w->content->parties[0].name : w->app->place_name,
		.language = lang_tag(w->lang),
		.right_to_left = str_is(lang_direction(w->lang), "rtl"),
		.date = zone_day_start(w->content->issued),
		.footer = w->content->is_specimen
				  ? lang_text(w->lang,
					    N_("This is a specimen. It is valid for nothing."))
				  : lang_fill(w->arena,
					    lang_text(w->lang,
						    N_("Certificate {code} · revision {n}")),
					    values),
		.page_of = lang_text(w->lang, N_("Page {n} of {total}")),
	};
}

/* The address as a person types it: without the scheme. */
static struct str where_to_type(const struct writing *w)
{
	struct str url = w->app->public_url;
	struct str host = str_from(url, str_search(url, STR("://")) + 3);
	return str_fmt(w->arena, "%.*s/verify", STR_ARG(host));
}

static struct certificate first_part(const struct writing *w)
{
	const struct certificate_content *c = w->content;
	return (struct certificate){
		.kind = c->is_specimen ? lang_text(w->lang, N_("Specimen")) : w->form->kind,
		.type = w->type ? w->type->title : STR_NONE,
		.that = w->form->that,
		.name = w->name,
		.confirms = w->type ? w->type->confirms
				    : lang_text(w->lang, N_("took part in a project")),
		.title = c->title,
		.signers = signed_by(w, &c->confirms),
		.link = str_fmt(w->arena, "%.*s/verify#%.*s", STR_ARG(w->app->public_url),
			STR_ARG(c->code)),
		.alternative = lang_text(w->lang, N_("QR code to check this certificate")),
		.code = c->code,
		.check = lang_text(w->lang, N_("Is this true? Check it:")),
		.where = where_to_type(w),
	};
}

static err_t print(struct writing *w, struct certificate *io, struct str *ret_pdf)
{
	struct document_about of = about(w);
	io->facts = w->facts.at;
	io->facts_len = w->facts.len;
	return certificate_print(w->arena, w->app->paper, &of, io, ret_pdf);
}

/* With names too long for all of it, the first part says less and less. */
static const char *const shorter[][CERTIFICATE_FACTS_MOST] = {
	{"when", "where", "organisations", "born", "home", "grant", "issued"},
	{"when", "organisations", "grant", "issued"},
	{"when", "grant", "issued"},
};
#define SHORTER (sizeof(shorter) / sizeof(*shorter))

static bool is_among(const char *const *ids, struct str id)
{
	for (size_t i = 0; i < CERTIFICATE_FACTS_MOST && ids[i]; i++)
		if (str_is(id, ids[i]))
			return true;
	return false;
}

static void keep_facts(struct writing *w, const char *const *ids)
{
	const struct certificate_form_part *first = &w->form->parts[0];
	w->facts.len = 0;
	for (size_t i = 0; i < first->sections_len; i++)
		if (is_among(ids, first->sections[i].id))
			add_fact(w, &first->sections[i]);
}

/* First without logos. */
static err_t print_what_fits(struct writing *w, struct certificate *io, struct str *ret_pdf)
{
	err_t e = print(w, io, ret_pdf);
	for (size_t less = 0; e && e->code == ERR_TOO_LARGE && less <= SHORTER; less++) {
		if (less)
			keep_facts(w, shorter[less - 1]);
		io->logos_len = 0;
		err_free(e);
		e = print(w, io, ret_pdf);
	}
	return e;
}

/* It is checked nowhere. */
static void mark_specimen(const struct writing *w, struct certificate *io)
{
	io->link = str_fmt(w->arena, "%.*s/verify", STR_ARG(w->app->public_url));
	io->check = lang_text(w->lang, N_("This is a specimen. It is valid for nothing."));
}

err_t certificate_paper(const struct app *app, struct arena *a, enum certificate_layout layout,
	const struct certificate_content *content, const struct certificate_words *words,
	const struct certificate_logos *logos, struct str *ret_pdf)
{
	struct writing w = {.app = app, .arena = a, .content = content, .words = words};
	w.lang = i18n_find(app->i18n, words->language);
	if (!w.lang)
		w.lang = i18n_standard(app->i18n);
	w.type = project_type_find(app->project_types, lang_index(w.lang), content->type);
	w.form = project_type_form(app->project_types, lang_index(w.lang), content->type);
	w.telling = (struct certificate_telling){app, a, w.lang, content};
	w.name = str_fmt(
		a, "%.*s %.*s", STR_ARG(content->given_name), STR_ARG(content->family_name));
	struct certificate c = first_part(&w);
	if (content->is_specimen)
		mark_specimen(&w, &c);
	c.layout = layout;
	c.logos = logos->at;
	c.logos_len = logos->len;
	add_parts(&w, &c);
	add_facts(&w);
	return print_what_fits(&w, &c, ret_pdf);
}
