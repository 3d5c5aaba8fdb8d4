#include "paper/document.h"

#include "paper/document_block.h"
#include "paper/clean.h"
#include "paper/paper.h"

#define INDENT 15.0

/* --- pieces --- */

static void end_document(void *arg)
{
	struct document *d = arg;
	err_free(d->fault);
}

void document_fail(struct document *d, err_t e)
{
	if (d->fault)
		err_free(e);
	else
		d->fault = e;
}

struct str document_clean(struct document *d, struct str text)
{
	struct str clean = STR_NONE;
	d->text_bytes += text.len;
	if (d->text_bytes > DOCUMENT_TEXT_MOST)
		document_fail(d, err_log(ERR_TOO_LARGE, "document: past %zu bytes of text",
					 DOCUMENT_TEXT_MOST));
	else
		document_fail(d, clean_text(d->arena, text, &clean));
	return clean;
}

struct document *document_new(struct arena *a, const struct document_about *about)
{
	struct document *d = arena_make(a, struct document);
	d->arena = a;
	arena_defer(a, end_document, d);
	d->about = *about;
	d->about.title = document_clean(d, about->title);
	d->about.author = document_clean(d, about->author);
	d->about.footer = document_clean(d, about->footer);
	d->about.page_of = document_clean(d, about->page_of);
	return d;
}

struct block *document_add(struct document *d, enum block_kind kind, double before)
{
	struct block b = {.kind = kind, .before = before};
	b.hue = hues[d->chapters ? (d->chapters - 1) % HUES : 0];
	if (d->blocks.len == DOCUMENT_BLOCKS_MOST)
		document_fail(d,
			err_log(ERR_TOO_LARGE, "document: past %d pieces", DOCUMENT_BLOCKS_MOST));
	else
		vec_push(d->arena, &d->blocks, b);
	return &d->blocks.at[d->blocks.len - 1];
}

/* --- texts --- */

static struct block *add_text(
	struct document *d, const char *tag, enum style style, double before, struct str words)
{
	struct block *b = document_add(d, BLOCK_TEXT, before);
	b->tag = tag;
	b->style = style;
	b->colour = COLOUR_TEXT;
	b->words = words;
	return b;
}

/* One block a paragraph. */
static void add_paragraphs(struct document *d, enum style style, uint32_t colour, struct str text)
{
	struct str rest = document_clean(d, text), words;
	for (double before = 3; clean_paragraph(&rest, &words); before = 7)
		add_text(d, "P", style, before, words)->colour = colour;
}

void document_text(struct document *d, struct str text)
{
	add_paragraphs(d, STYLE_BODY, COLOUR_TEXT, text);
}

void document_note(struct document *d, struct str text)
{
	add_paragraphs(d, STYLE_SMALL, COLOUR_QUIET, text);
}

void document_heading(struct document *d, int level, struct str text)
{
	bool second = level < 3;
	struct block *b = add_text(d, second ? "H2" : "H3", second ? STYLE_HEADING : STYLE_QUESTION,
		second ? 20 : 15, document_clean(d, text));
	b->keeps = true;
	b->has_bookmark = second;
	b->colour = d->chapters ? b->hue.strong : COLOUR_PRIMARY;
}

void document_list(
	struct document *d, enum document_mark mark, const struct str *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct block *b =
			add_text(d, "LBody", STYLE_BODY, i ? 2.5 : 3, document_clean(d, items[i]));
		b->mark = mark == DOCUMENT_TICKS ? ITEM_TICK : ITEM_DOT;
		b->indent = INDENT;
		b->opens_list = i == 0;
		b->closes_list = i + 1 == count;
	}
}

/* --- other pieces --- */

struct picture *document_read(struct document *d, struct str bytes)
{
	struct picture *picture = arena_make(d->arena, struct picture);
	d->picture_bytes += bytes.len;
	if (d->picture_bytes > DOCUMENT_PICTURES_MOST)
		document_fail(d, err_log(ERR_TOO_LARGE, "document: past %zu bytes of pictures",
					 DOCUMENT_PICTURES_MOST));
	else
		document_fail(d, picture_read(d->arena, bytes, picture));
	return picture;
}

void document_cover(struct document *d, const struct document_cover *cover)
{
	struct document_cover *c = arena_make(d->arena, struct document_cover);
	*c = (struct document_cover){
		.kind = document_clean(d, cover->kind),
		.title = document_clean(d, cover->title),
		.subtitle = document_clean(d, cover->subtitle),
		.note = document_clean(d, cover->note),
		.alternative = document_clean(d, cover->alternative),
	};
	struct picture *picture = cover->picture.len ? document_read(d, cover->picture) : NULL;
	struct block *b = document_add(d, BLOCK_COVER, 0);
	b->cover = c;
	b->picture = picture;
}

void document_code(struct document *d, const struct document_code *code)
{
	struct document_code *c = arena_make(d->arena, struct document_code);
	struct qr qr = {0};
	*c = (struct document_code){
		.alternative = document_clean(d, code->alternative),
		.head = document_clean(d, code->head),
		.words = document_clean(d, code->words),
		.link = document_clean(d, code->link),
		.shown = document_clean(d, code->shown),
	};
	document_fail(d, qr_make(d->arena, code->text, &qr));
	struct block *b = document_add(d, BLOCK_CODE, 18);
	b->code = c;
	b->qr = qr;
}

void document_contents(struct document *d, struct str head)
{
	struct str words = document_clean(d, head);
	document_add(d, BLOCK_CONTENTS, 20)->words = words;
}

void document_chapter(struct document *d, struct str title, struct str intro)
{
	struct document_cover *c = arena_make(d->arena, struct document_cover);
	*c = (struct document_cover){
		.title = document_clean(d, title), .subtitle = document_clean(d, intro)};
	d->chapters++;
	struct block *b = document_add(d, BLOCK_CHAPTER, 30);
	b->cover = c;
	b->number = d->chapters;
	b->keeps = true;
	b->words = c->title;
}

void document_scale(struct document *d, const struct document_scale *scale)
{
	struct document_scale *s = arena_make(d->arena, struct document_scale);
	*s = (struct document_scale){
		.step = scale->step,
		.steps = scale->steps,
		.low = document_clean(d, scale->low),
		.high = document_clean(d, scale->high),
		.words = document_clean(d, scale->words),
	};
	document_add(d, BLOCK_SCALE, 5)->scale = s;
}

void document_picture(struct document *d, struct str bytes, struct str caption)
{
	struct picture *picture = document_read(d, bytes);
	struct str words = document_clean(d, caption);
	struct block *b = document_add(d, BLOCK_PICTURE, 6);
	b->picture = picture;
	b->words = words;
}
