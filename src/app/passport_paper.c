#include "app/passport_paper.h"

#include "app/file.h"
#include "app/profile_photo.h"
#include "base/vec.h"
#include "i18n/format.h"
#include "paper/document.h"

/* A name in a sentence, whatever way it runs (UAX #9, isolates). */
static struct str isolated(struct arena *a, struct str name)
{
	return str_fmt(a, "\xe2\x81\xa8%.*s\xe2\x81\xa9", STR_ARG(name));
}

struct printing {
	struct arena *arena;
	const struct lang *lang;
	const struct passport_paper *paper;
	struct document *document;
	struct str date;
};

static struct str filled(
	const struct printing *p, const char *text, const char *name, struct str value)
{
	const struct lang_value values[] = {{name, value}, {0}};
	return lang_fill(p->arena, lang_text(p->lang, text), values);
}

/* --- the first page --- */

static void begin(const struct app *app, struct printing *p)
{
	struct str name = isolated(p->arena, p->paper->name);
	struct str copy = filled(p, N_("Copy of {date}"), "date", p->date);
	const struct document_about about = {
		.title = filled(p, N_("Passport of {name}"), "name", name),
		.author = p->paper->name,
		.language = lang_tag(p->lang),
		.right_to_left = str_is(lang_direction(p->lang), "rtl"),
		.date = clock_now(app->clock),
		.footer = str_fmt(p->arena, "%.*s · %.*s", STR_ARG(copy), STR_ARG(name)),
		.page_of = lang_text(p->lang, N_("Page {n} of {total}")),
	};
	const struct document_cover cover = {
		.kind = lang_text(p->lang, N_("Passport")),
		.title = p->paper->name,
		.subtitle = p->paper->whole->route->title,
		.note = copy,
		.picture = p->paper->portrait,
		.alternative = filled(p, N_("Photo of {name}"), "name", name),
	};
	p->document = document_new(p->arena, &about);
	document_cover(p->document, &cover);
}

/* The address without its fragment, which is the code: it stands in the words, to be typed. */
static void add_link(struct printing *p)
{
	struct str link = p->paper->link;
	const struct document_code code = {
		.text = link,
		.alternative = lang_text(p->lang, N_("QR code that opens this passport")),
		.head = lang_text(p->lang, N_("See this passport as it is now")),
		.words = filled(p,
			N_("This paper is a copy. Scan the QR code to see what has changed since, "
			   "or "
			   "type {code} at the address below. You need an account, and the owner "
			   "decides how long you may look."),
			"code", str_from(link, str_find(link, '#') + 1)),
		.link = link,
		.shown = str_sub(link, 0, str_find(link, '#')),
	};
	if (link.len)
		document_code(p->document, &code);
}

/* --- answers --- */

static struct str picture_of(const struct passport_paper *paper, struct str question)
{
	for (size_t i = 0; i < paper->picture_count; i++)
		if (str_eq(paper->pictures[i].question, question))
			return paper->pictures[i].jpeg;
	return STR_NONE;
}

static void add_scale(struct printing *p, const struct passport_answer *answer)
{
	const struct content_question *q = answer->question;
	const struct lang_value values[] = {
		{"n", str_fmt(p->arena, "%d", answer->value.step)},
		{"total", str_fmt(p->arena, "%d", q->steps)},
		{"low", q->low},
		{"high", q->high},
		{0},
	};
	const struct document_scale scale = {
		.step = answer->value.step,
		.steps = q->steps,
		.low = q->low,
		.high = q->high,
		.words = lang_fill(p->arena,
			lang_text(p->lang, N_("{n} of {total}, from {low} to {high}")), values),
	};
	document_scale(p->document, &scale);
}

static void add_picture(struct printing *p, const struct passport_answer *answer)
{
	struct str picture = picture_of(p->paper, answer->question->id);
	if (picture.len) {
		document_picture(p->document, picture, answer->value.words);
		return;
	}
	document_text(p->document, answer->value.words);
	document_note(p->document, lang_text(p->lang, N_("We cannot read this picture. That is "
							 "our fault, not yours.")));
}

static void add_value(struct printing *p, const struct passport_answer *answer)
{
	const struct answer *value = &answer->value;
	switch (answer->question->kind) {
	case CONTENT_CHOICE:
	case CONTENT_SEVERAL:
		document_list(p->document, DOCUMENT_TICKS, value->lines, value->line_count);
		break;
	case CONTENT_LIST:
		document_list(p->document, DOCUMENT_DOTS, value->lines, value->line_count);
		break;
	case CONTENT_SCALE:
		add_scale(p, answer);
		break;
	case CONTENT_PHOTO:
		add_picture(p, answer);
		break;
	default:
		document_text(p->document, value->words);
	}
}

static bool is_there(const struct passport_answer *answer)
{
	return answer->is_damaged || answer->value.has_file || answer->value.words.len > 0;
}

static void add_answer(struct printing *p, const struct passport_answer *answer)
{
	if (!is_there(answer))
		return;
	document_heading(p->document, 3, answer->question->text);
	if (answer->is_damaged)
		document_note(p->document,
			lang_text(p->lang, N_("We cannot read this answer. That is our fault, "
					      "not yours.")));
	else
		add_value(p, answer);
}

/* --- chapters --- */

static bool is_shown(const struct printing *p, const struct passport_chapter *chapter)
{
	if (chapter->chapter->is_apart && !p->paper->with_apart)
		return false;
	for (size_t i = 0; i < chapter->chapter->count; i++)
		if (is_there(&chapter->answers[i]))
			return true;
	return false;
}

static void add_chapters(struct printing *p)
{
	const struct passport_whole *whole = p->paper->whole;
	size_t shown = 0;
	for (size_t i = 0; i < whole->count; i++)
		shown += is_shown(p, &whole->chapters[i]);
	if (!shown)
		document_note(p->document, lang_text(p->lang, N_("You wrote nothing here yet.")));
	if (shown > 1)
		document_contents(p->document, lang_text(p->lang, N_("In this passport")));
	for (size_t i = 0; i < whole->count; i++) {
		const struct passport_chapter *chapter = &whole->chapters[i];
		if (!is_shown(p, chapter))
			continue;
		document_chapter(p->document, chapter->chapter->title, STR_NONE);
		for (size_t k = 0; k < chapter->chapter->count; k++)
			add_answer(p, &chapter->answers[k]);
	}
}

err_t passport_paper_print(const struct app *app, struct arena *a, const struct lang *lang,
	const struct passport_paper *paper, struct str *ret_pdf)
{
	struct printing p = {.arena = a, .lang = lang, .paper = paper};
	usec at = paper->at ? paper->at : clock_now(app->clock);
	p.date = format_weekday_date(a, lang, zone_day(at));
	begin(app, &p);
	add_link(&p);
	add_chapters(&p);
	return document_print(p.document, app->paper, ret_pdf);
}

/* --- one's own --- */

struct fetching {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	const struct public_id *dated; /* as it is now: NULL */
	VEC(struct paper_picture) pictures;
};

/* One that is damaged keeps nothing else back. */
static err_t fetch(struct fetching *io, struct str question)
{
	struct file file;
	err_t e = io->dated ? passport_dated_picture(
				      io->app, io->arena, io->actor, *io->dated, question, &file)
			    : passport_picture(io->app, io->arena, io->actor, question, 0, &file);
	if (e && e->code != ERR_INTERNAL)
		return e;
	if (!e)
		vec_push(io->arena, &io->pictures, (struct paper_picture){question, file.bytes});
	err_free(e);
	return NULL;
}

/* Only those that are printed are opened. */
static err_t read_pictures(struct fetching *io, struct passport_paper *io_paper)
{
	for (size_t i = 0; i < io_paper->whole->count; i++) {
		const struct passport_chapter *chapter = &io_paper->whole->chapters[i];
		if (chapter->chapter->is_apart && !io_paper->with_apart)
			continue;
		for (size_t k = 0; k < chapter->chapter->count; k++)
			if (chapter->answers[k].value.has_file)
				TRY(fetch(io, chapter->answers[k].question->id));
	}
	io_paper->pictures = io->pictures.at;
	io_paper->picture_count = io->pictures.len;
	return NULL;
}

static bool is_chosen(const struct passport_scopes *scopes, struct str chapter)
{
	for (size_t i = 0; i < scopes->count; i++)
		if (str_eq(scopes->ids[i], chapter))
			return true;
	return false;
}

static void leave_out(const struct passport_scopes *scopes, struct passport_whole *io)
{
	size_t count = 0;
	for (size_t i = 0; i < io->count; i++)
		if (is_chosen(scopes, io->chapters[i].chapter->id))
			io->chapters[count++] = io->chapters[i];
	io->count = count;
}

err_t passport_paper_own(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, const struct passport_paper_own *own, struct str *ret_pdf)
{
	struct passport_whole whole;
	struct passport_paper paper = {
		.whole = &whole,
		.name = own->name,
		.link = own->link,
		.with_apart = own->with_apart,
	};
	TRY(passport_read(app, a, actor, lang_index(lang), &whole));
	if (own->scopes)
		leave_out(own->scopes, &whole);
	struct fetching fetching = {.app = app, .arena = a, .actor = actor};
	TRY(read_pictures(&fetching, &paper));
	TRY(profile_photo_own(app, a, actor, &paper.portrait));
	return passport_paper_print(app, a, lang, &paper, ret_pdf);
}

/* Without the photo of its owner, who may have had another one on that day. */
err_t passport_paper_dated(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, const struct passport_paper_dated *own, struct str *ret_pdf)
{
	struct passport_whole whole;
	struct passport_paper paper = {
		.whole = &whole, .name = own->name, .with_apart = own->with_apart};
	TRY(passport_dated_read(app, a, actor, lang_index(lang), own->dated, &paper.at, &whole));
	struct fetching fetching = {.app = app, .arena = a, .actor = actor, .dated = &own->dated};
	TRY(read_pictures(&fetching, &paper));
	return passport_paper_print(app, a, lang, &paper, ret_pdf);
}
