#include "paper/certificate.h"

#include "paper/certificate_block.h"
#include "paper/paper.h"

#define SLACK_ABOVE 0.55 /* of the room that is left: within the first part; the rest below it */

/* --- the first part --- */

static struct certificate cleaned_head(struct document *d, const struct certificate *c)
{
	return (struct certificate){
		.layout = c->layout,
		.kind = document_clean(d, c->kind),
		.type = document_clean(d, c->type),
		.that = document_clean(d, c->that),
		.name = document_clean(d, c->name),
		.confirms = document_clean(d, c->confirms),
		.title = document_clean(d, c->title),
		.link = document_clean(d, c->link),
		.alternative = document_clean(d, c->alternative),
		.code = document_clean(d, c->code),
		.check = document_clean(d, c->check),
		.where = document_clean(d, c->where),
	};
}

static void add_facts(
	struct document *d, const struct certificate *from, struct certificate_front *io)
{
	for (size_t i = 0; i < from->facts_len; i++) {
		struct str text = document_clean(d, from->facts[i].text);
		if (!text.len)
			continue;
		if (io->it.facts_len == CERTIFICATE_FACTS_MOST) {
			document_fail(d, err_log(ERR_TOO_LARGE, "certificate: too many facts"));
			return;
		}
		io->facts[io->it.facts_len++] =
			(struct certificate_fact){document_clean(d, from->facts[i].label), text};
	}
}

static void add_logos(
	struct document *d, const struct certificate *from, struct certificate_front *io)
{
	if (from->logos_len > CERTIFICATE_LOGOS_MOST) {
		document_fail(d, err_log(ERR_TOO_LARGE, "certificate: too many logos"));
		return;
	}
	for (size_t i = 0; i < from->logos_len; i++) {
		io->logos[i] = document_read(d, from->logos[i].picture);
		io->logo_names[i] = document_clean(d, from->logos[i].name);
	}
	io->it.logos_len = from->logos_len;
}

static void add_front(struct document *d, const struct certificate *c)
{
	struct certificate_front *front = arena_make(d->arena, struct certificate_front);
	front->it = cleaned_head(d, c);
	add_facts(d, c, front);
	add_logos(d, c, front);
	document_fail(d, qr_make(d->arena, c->link, &front->qr));
	struct block *b = document_add(d, BLOCK_FRONT, 0);
	b->front = front;
	b->words = front->it.kind;
	b->has_bookmark = true;
}

static void add_signers(struct document *d, const struct certificate_signers *signers, bool centred)
{
	struct certificate_signing *signing = arena_make(d->arena, struct certificate_signing);
	if (!signers->len)
		return;
	if (signers->len > CERTIFICATE_SIGNERS_MOST) {
		document_fail(d, err_log(ERR_TOO_LARGE, "certificate: too many who sign"));
		return;
	}
	signing->centred = centred;
	signing->len = signers->len;
	for (size_t i = 0; i < signers->len; i++)
		signing->at[i] = (struct certificate_signer){
			document_clean(d, signers->at[i].name),
			document_clean(d, signers->at[i].function),
			document_clean(d, signers->at[i].date),
			document_clean(d, signers->at[i].sealed),
		};
	document_add(d, BLOCK_SIGNING, 30)->signing = signing;
}

/* --- the others --- */

static void add_label(struct document *d, struct str label)
{
	struct str words = document_clean(d, label);
	if (!words.len)
		return;
	struct block *b = document_add(d, BLOCK_TEXT, 7);
	b->tag = "P";
	b->style = STYLE_SMALL_STRONG;
	b->colour = COLOUR_QUIET;
	b->words = words;
	b->keeps = true;
}

static bool is_there(const struct certificate_section *s)
{
	return s->head.len || s->text.len;
}

static size_t count_sections(const struct certificate_part *part)
{
	size_t n = 0;
	for (size_t i = 0; i < part->sections_len; i++)
		n += is_there(&part->sections[i]);
	return n;
}

/* Are there others than one that says the title of the part again? */
static bool has_labels(const struct certificate_part *part)
{
	for (size_t i = 0; i < part->sections_len; i++)
		if (part->sections[i].label.len && !str_eq(part->sections[i].label, part->title))
			return true;
	return false;
}

static void add_sections(struct document *d, const struct certificate_part *part)
{
	size_t heads = 0;
	bool is_labelled = has_labels(part);
	for (size_t i = 0; i < part->sections_len; i++) {
		const struct certificate_section *s = &part->sections[i];
		if (s->head.len) {
			document_heading(d, 3, s->head);
			d->blocks.at[d->blocks.len - 1].colour = hues[heads++ % HUES].strong;
		}
		if (s->text.len) {
			if (is_labelled)
				add_label(d, s->label);
			document_text(d, s->text);
		}
	}
}

static void add_part(struct document *d, const struct certificate_part *part)
{
	struct certificate_opening *opening = arena_make(d->arena, struct certificate_opening);
	if (!count_sections(part))
		return;
	opening->number = document_clean(d, part->number);
	opening->title = document_clean(d, part->title);
	opening->intro = document_clean(d, part->intro);
	struct block *b = document_add(d, BLOCK_OPENING, 36);
	b->opening = opening;
	b->words = opening->title;
	b->has_bookmark = true;
	b->keeps = true;
	add_sections(d, part);
	d->blocks.at[d->blocks.len - 1].carries = part->signers.len;
	add_signers(d, &part->signers, false);
}

/* --- placing --- */

/* The next block from there on that begins a part; or how many there are. */
static size_t next_opening(const struct document *d, size_t at)
{
	while (at < d->blocks.len && d->blocks.at[at].kind != BLOCK_OPENING)
		at++;
	return at;
}

static int last_page(const struct block *b)
{
	return b->parts[b->part_count - 1].page;
}

/* A part that fits on a page, but not whole below another, begins a page of its own. */
static void turn(struct document *d, size_t from)
{
	if (from == d->blocks.len)
		return;
	struct block *b = &d->blocks.at[from], *last = &d->blocks.at[next_opening(d, from + 1) - 1];
	if (last_page(last) == b->parts[0].page)
		return;
	b->turns = true;
	flow_place(d);
	b->turns = last_page(last) == b->parts[0].page;
	if (!b->turns)
		flow_place(d);
}

/* What is left of the first page goes between its pieces. */
static void spread(struct document *d, size_t beyond)
{
	struct block *front = &d->blocks.at[0], *last = &d->blocks.at[beyond - 1];
	double slack = PAGE_BOTTOM - last->parts[0].y - last->height;
	bool is_signed = last != front;
	front->front->slack = slack * (is_signed ? SLACK_ABOVE : 1);
	front->height += front->front->slack;
	if (is_signed)
		last->before += slack - front->front->slack;
}

static bool is_beyond(const struct block *b)
{
	return b->parts[0].page > 1 || b->parts[0].y + b->height > PAGE_BOTTOM;
}

static void tighten(struct document *d)
{
	struct block *front = &d->blocks.at[0];
	front->front->is_tight = true;
	certificate_front_measure(d, d->press, front);
	flow_place(d);
}

static err_t place(struct document *d)
{
	size_t beyond = next_opening(d, 0);
	const struct block *last = &d->blocks.at[beyond - 1];
	flow_place(d);
	if (is_beyond(last))
		tighten(d);
	if (is_beyond(last))
		return err_log(ERR_TOO_LARGE, "certificate: the first part needs a second page");
	if (beyond < d->blocks.len && d->pages == 1)
		return NULL;
	if (beyond < d->blocks.len)
		d->blocks.at[beyond].turns = true;
	spread(d, beyond);
	flow_place(d);
	if (beyond < d->blocks.len)
		turn(d, next_opening(d, beyond + 1));
	return NULL;
}

err_t certificate_print(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct certificate *certificate, struct str *ret_pdf)
{
	struct document *d = document_new(a, about);
	add_front(d, certificate);
	add_signers(d, &certificate->signers, certificate->layout == CERTIFICATE_FRAME);
	for (size_t i = 0; i < CERTIFICATE_PARTS_MOST; i++)
		add_part(d, &certificate->parts[i]);
	d->place = place;
	d->dress = certificate->layout == CERTIFICATE_FRAME ? certificate_frame : NULL;
	return document_print(d, paper, ret_pdf);
}
