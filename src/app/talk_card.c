#include "app/talk_card.h"

#include "i18n/format.h"
#include "paper/handout.h"

err_t talk_card_print(const struct app *app, struct arena *a, const struct lang *lang,
	const struct talk_card *card, struct str *ret_pdf)
{
	const struct content_chapter *chapter = card->chapter;
	struct str *prompts = arena_array(a, struct str, chapter->count);
	struct str today = format_date(a, lang, zone_day(clock_now(app->clock)));
	const struct lang_value values[] = {{"name", card->name}, {0}};
	struct str whose = lang_fill(a, lang_text(lang, N_("Conversation of {name}")), values);
	const struct document_about about = {
		.title = chapter->title,
		.author = app->place_name,
		.language = lang_tag(lang),
		.right_to_left = str_is(lang_direction(lang), "rtl"),
		.date = clock_now(app->clock),
	};
	for (size_t i = 0; i < chapter->count; i++) {
		const struct content_question *q = &chapter->questions[i];
		prompts[i] = q->prompt.len ? q->prompt : q->text;
	}
	const struct handout_talk talk = {
		.kind = lang_text(lang, N_("Conversation card")),
		.title = chapter->title,
		.intro =
			lang_text(lang, N_("Put this sheet between you. Choose questions together. "
					   "Write down what you want to remember.")),
		.prompts = prompts,
		.count = chapter->count,
		.foot = str_fmt(a, "%.*s · %.*s", STR_ARG(whose), STR_ARG(today)),
	};
	return handout_talk(a, app->paper, &about, &talk, ret_pdf);
}
