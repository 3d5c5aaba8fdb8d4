/* What a certificate says, as a PDF in its language. */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "base/buf.h"
#include "base/vec.h"
#include "codec/input.h"
#include "i18n/country.h"
#include "i18n/format.h"

#define FRONT_ACTIVITIES 3 /* so many stand in the first part; else only when it all was */
#define FRONT_PARTIES 4    /* the same: else only who applied and who hosts */

struct writing {
	const struct app *app;
	struct arena *arena;
	const struct lang *lang;
	const struct certificate_content *content;
	const struct certificate_words *words;
	const struct project_type *type; /* NULL: one that is no more */
	struct str name;
	VEC(struct certificate_fact) facts;
};

/* A name in a sentence, whatever way it runs (UAX #9, isolates). */
static struct str isolated(struct arena *a, struct str name)
{
	return str_fmt(a, "\xe2\x81\xa8%.*s\xe2\x81\xa9", STR_ARG(name));
}

static struct str filled(
	const struct writing *w, const char *text, const char *name, struct str value)
{
	const struct lang_value values[] = {{name, value}, {0}};
	return lang_fill(w->arena, lang_text(w->lang, text), values);
}

struct str certificate_days(struct arena *a, const struct lang *lang, day first, day last)
{
	const struct lang_value values[] = {
		{"first", format_date(a, lang, first)}, {"last", format_date(a, lang, last)}, {0}};
	if (first == DAY_NONE)
		return STR_NONE;
	if (first == last || last == DAY_NONE)
		return values[0].text;
	return lang_fill(a, lang_text(lang, N_("{first} to {last}")), values);
}

static struct str days(const struct writing *w, day first, day last)
{
	return certificate_days(w->arena, w->lang, first, last);
}

/* --- facts --- */

static void add_fact(struct writing *w, const char *label, struct str text)
{
	vec_push(w->arena, &w->facts, (struct certificate_fact){lang_text(w->lang, label), text});
}

/* Lines one below another; empty ones, and those that stand there already, are left out. */
static void add_line(struct buf *io, struct str line)
{
	struct str rest = buf_str(io);
	if (!line.len)
		return;
	while (rest.len)
		if (str_eq(str_cut(&rest, '\n'), line))
			return;
	if (io->len)
		buf_putc(io, '\n');
	buf_put(io, line);
}

static struct buf lines(struct arena *a)
{
	struct buf out;
	buf_init(&out, a, 256, 64 << 10);
	return out;
}

static void add_activities(struct writing *w)
{
	const struct certificate_content *c = w->content;
	struct buf titles = lines(w->arena), places = lines(w->arena);
	for (size_t i = 0; i < c->activities_len && c->activities_len <= FRONT_ACTIVITIES; i++) {
		add_line(&titles, c->activities[i].title);
		add_line(&places, c->activities[i].place);
	}
	add_fact(w, N_("When"), days(w, c->starts, c->ends));
	add_fact(w, N_("Where"), buf_str(&places));
	add_fact(w, N_("Activities"), buf_str(&titles));
}

static struct str party_line(const struct writing *w, const struct project_party *party)
{
	return str_fmt(w->arena, "%.*s, %.*s (%.*s)", STR_ARG(isolated(w->arena, party->name)),
		STR_ARG(isolated(w->arena, party->place)),
		STR_ARG(lang_text(w->lang, project_role_text(party->role))));
}

static void add_parties(struct writing *w)
{
	const struct certificate_content *c = w->content;
	struct buf out = lines(w->arena);
	size_t shown = 0;
	for (size_t i = 0; i < c->parties_len; i++) {
		bool leads = c->parties[i].role <= PROJECT_HOST;
		if (shown == FRONT_PARTIES || (c->parties_len > FRONT_PARTIES && !leads))
			continue;
		add_line(&out, party_line(w, &c->parties[i]));
		shown++;
	}
	add_fact(w, N_("Organisations"), buf_str(&out));
}

static void add_person(struct writing *w)
{
	const struct certificate_content *c = w->content;
	const struct country *country = country_find(w->app->countries, w->arena, c->country);
	struct str where = country ? country_name(country, w->lang) : c->country;
	if (c->place.len)
		where = str_fmt(w->arena, "%.*s, %.*s", STR_ARG(c->place), STR_ARG(where));
	add_fact(w, N_("Born"), days(w, c->born, c->born));
	add_fact(w, N_("Lives in"), where);
	add_fact(w, N_("Took part as"), lang_text(w->lang, participant_kind_text(c->kind)));
	add_fact(w, N_("Was with"), c->host);
}

static void add_issued(struct writing *w)
{
	const struct lang_value values[] = {
		{"date", format_date(w->arena, w->lang, w->content->issued)},
		{"n", format_number(w->arena, w->lang, w->content->revision)}, {0}};
	add_fact(w, N_("Number of the grant"), w->content->number);
	add_fact(w, N_("Issued"),
		lang_fill(w->arena, lang_text(w->lang, N_("{date}, revision {n}")), values));
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
		one->sealed =
			filled(w, N_("Sealed by {name}"), "name", isolated(w->arena, hand->name));
		one->date = format_date(w->arena, w->lang, w->content->issued);
	}
	return (struct certificate_signers){one, 1};
}

/* --- the other parts --- */

/* What had no room in the first part comes after the description. */
static void add_rest(const struct writing *w, struct certificate_section *io, size_t *io_len)
{
	const struct certificate_content *c = w->content;
	struct buf activities = lines(w->arena), parties = lines(w->arena);
	for (size_t i = 0; i < c->activities_len && c->activities_len > FRONT_ACTIVITIES; i++) {
		const struct project_activity *it = &c->activities[i];
		add_line(&activities,
			str_fmt(w->arena, "%.*s, %.*s: %.*s", STR_ARG(it->title),
				STR_ARG(it->place), STR_ARG(days(w, it->starts, it->ends))));
	}
	for (size_t i = 0; i < c->parties_len && c->parties_len > FRONT_PARTIES; i++)
		add_line(&parties, party_line(w, &c->parties[i]));
	if (activities.len)
		io[(*io_len)++] = (struct certificate_section){
			lang_text(w->lang, N_("Activities")), STR_NONE, buf_str(&activities)};
	if (parties.len)
		io[(*io_len)++] = (struct certificate_section){
			lang_text(w->lang, N_("Organisations")), STR_NONE, buf_str(&parties)};
}

static struct certificate_part about_project(const struct writing *w)
{
	const struct certificate_words *words = w->words;
	struct certificate_section *sections =
		arena_array(w->arena, struct certificate_section, words->project_len + 2);
	struct certificate_part part = {.title = lang_text(w->lang, N_("About the project")),
		.sections = sections,
		.sections_len = words->project_len};
	for (size_t i = 0; i < words->project_len; i++)
		sections[i] = words->project[i];
	add_rest(w, sections, &part.sections_len);
	return part;
}

static struct certificate_part about_learning(const struct writing *w)
{
	const struct certificate_content *c = w->content;
	struct str framework = w->type ? w->type->framework->title : STR_NONE;
	return (struct certificate_part){
		.title = lang_text(w->lang, N_("What I learned")),
		.intro = filled(w, N_("In the participant’s own words. Arranged by: {framework}."),
			"framework", framework),
		.sections = w->words->learning,
		.sections_len = w->words->learning_len,
		.signers = signed_by(w, &c->supports),
	};
}

/* Those that are there are counted through. */
static void number_parts(const struct writing *w, struct certificate *io)
{
	int number = 1;
	for (size_t i = 0; i < CERTIFICATE_PARTS_MOST; i++)
		if (io->parts[i].sections_len)
			io->parts[i].number =
				filled(w, N_("Part {n}"), "n", str_fmt(w->arena, "%d", ++number));
}

/* --- all of it --- */

static struct document_about about(const struct writing *w)
{
	const struct lang_value values[] = {{"code", w->content->code},
		{"n", format_number(w->arena, w->lang, w->content->revision)}, {0}};
	return (struct document_about){
		.title =
			filled(w, N_("Certificate of {name}"), "name", isolated(w->arena, w->name)),
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
		.kind = lang_text(w->lang, c->is_specimen ? N_("Specimen") : N_("Certificate")),
		.type = w->type ? w->type->title : STR_NONE,
		.that = lang_text(w->lang, N_("This is to confirm that")),
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

/* With names too long for all of it, the first part says the least: of when it was, and is. */
static err_t print_shorter(struct writing *w, struct certificate *io, err_t e, struct str *ret_pdf)
{
	if (!e || e->code != ERR_TOO_LARGE)
		return e;
	w->facts.len = 0;
	io->logos_len = 0;
	add_fact(w, N_("When"), days(w, w->content->starts, w->content->ends));
	add_issued(w);
	err_t again = print(w, io, ret_pdf);
	if (again)
		return err_join(e, again);
	err_free(e);
	return NULL;
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
	w.name = str_fmt(
		a, "%.*s %.*s", STR_ARG(content->given_name), STR_ARG(content->family_name));
	struct certificate c = first_part(&w);
	if (content->is_specimen)
		mark_specimen(&w, &c);
	c.layout = layout;
	c.logos = logos->at;
	c.logos_len = logos->len;
	c.parts[0] = about_project(&w);
	c.parts[1] = about_learning(&w);
	number_parts(&w, &c);
	add_activities(&w);
	add_parties(&w);
	add_person(&w);
	add_issued(&w);
	return print_shorter(&w, &c, print(&w, &c, ret_pdf), ret_pdf);
}
