#include "app/leaflet.h"

#include "i18n/lang.h"
#include "paper/handout.h"
#include "paper/qr.h"

#define PNG_SCALE 16 /* pixels of a module: sharp when it is printed as wide as a hand */
#define STEPS 3
#define SLIPS 8      /* one page of them */
#define SLIP_STEPS 2 /* that have room on a slip */

static const struct wording {
	const char *square; /* what a screen reader says of it */
	const char *title;
	const char *steps[STEPS];
	const char *foot;
} wordings[] = {
	[LEAFLET_OF_LINK] =
		{
			.square = N_("QR code with the link"),
			.title = N_("Passport of {name}"),
			.steps = {N_("Scan the QR code. Or go to {where} and type the code."),
				N_("Make an account or sign in."), N_("Read what {name} shares.")},
			.foot = N_("{name} sees who opens it, and can stop it any day."),
		},
	[LEAFLET_OF_CONTACT] =
		{
			.square = N_("QR code with the code"),
			.title = N_("Let {name} look along"),
			.steps = {N_("Scan the QR code. Or go to {where} and type the code."),
				N_("Sign in, or begin your own passport."),
				N_("Choose what {name} may see, and until when.")},
			.foot = N_("{name} sees nothing before you say yes. You can stop any day."),
		},
};

struct leaflet_words {
	struct str square, title, foot;
	struct str steps[STEPS];
};

/* A name in a sentence, whatever way it runs (UAX #9, isolates). */
static struct str isolated(struct arena *a, struct str name)
{
	return str_fmt(a, "\xe2\x81\xa8%.*s\xe2\x81\xa9", STR_ARG(name));
}

/* The address as a person types it: without the scheme and what the square adds. */
static struct str where_to_type(struct str link)
{
	struct str host = str_from(link, str_search(link, STR("://")) + 3);
	return str_sub(host, 0, str_find(host, '#'));
}

static struct leaflet_words words_of(
	struct arena *a, const struct lang *lang, const struct leaflet *leaflet)
{
	const struct wording *w = &wordings[leaflet->of];
	const struct lang_value values[] = {
		{"name", isolated(a, leaflet->name)},
		{"where", where_to_type(leaflet->link)},
		{0},
	};
	struct leaflet_words words = {
		.square = lang_text(lang, w->square),
		.title = lang_fill(a, lang_text(lang, w->title), values),
		.foot = lang_fill(a, lang_text(lang, w->foot), values),
	};
	for (int i = 0; i < STEPS; i++)
		words.steps[i] = lang_fill(a, lang_text(lang, w->steps[i]), values);
	return words;
}

static struct document_about about(
	const struct app *app, const struct lang *lang, const struct leaflet_words *words)
{
	return (struct document_about){
		.title = words->title,
		.author = app->place_name,
		.language = lang_tag(lang),
		.right_to_left = str_is(lang_direction(lang), "rtl"),
		.date = clock_now(app->clock),
	};
}

err_t leaflet_svg(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file)
{
	(void)app;
	struct str square = lang_text(lang, wordings[leaflet->of].square);
	return qr_svg(a, leaflet->link, square, ret_file);
}

err_t leaflet_png(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file)
{
	(void)app;
	(void)lang;
	return qr_png(a, leaflet->link, PNG_SCALE, ret_file);
}

err_t leaflet_poster(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file)
{
	struct leaflet_words words = words_of(a, lang, leaflet);
	struct document_about document = about(app, lang, &words);
	struct handout_poster poster = {
		.kind = leaflet->place.len ? leaflet->place : app->place_name,
		.title = words.title,
		.code = leaflet->code,
		.qr = leaflet->link,
		.alternative = words.square,
		.foot = words.foot,
	};
	for (int i = 0; i < STEPS; i++)
		poster.lines[i] = words.steps[i];
	return handout_poster(a, app->paper, &document, &poster, ret_file);
}

err_t leaflet_slips(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file)
{
	struct leaflet_words words = words_of(a, lang, leaflet);
	struct document_about document = about(app, lang, &words);
	struct handout_card slips[SLIPS] = {{
		.name = words.title,
		.code = leaflet->code,
		.qr = leaflet->link,
		.alternative = words.square,
	}};
	for (int i = 0; i < SLIP_STEPS; i++)
		slips[0].lines[i] = str_fmt(a, "%d. %.*s", i + 1, STR_ARG(words.steps[i]));
	for (int i = 1; i < SLIPS; i++)
		slips[i] = slips[0];
	return handout_cards(a, app->paper, &document, slips, SLIPS, ret_file);
}
