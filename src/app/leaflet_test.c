/* Codes on paper: read back, in every language, with names as long as they come. */
#include "app/leaflet.h"

#include "i18n/i18n.h"
#include "unit/looks.h"
#include "unit/pdf.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>

typedef err_t leaflet_make(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file);

#define CODE "7K3QW-M2DXA"

struct world {
	struct place p;
	struct folder folder;
};

static bool set_up(struct world *w)
{
	return place_open(&w->p) && folder_make(&w->folder);
}

static void tear_down(struct world *w)
{
	folder_end(&w->folder);
	place_close(&w->p);
}

static const struct leaflet of_link = {
	.of = LEAFLET_OF_LINK,
	.name = STR("Anna de Wit"),
	.code = STR(CODE),
	.link = STR("https://leerpas.example.test/s#" CODE),
};
static const struct leaflet of_mentor = {
	.of = LEAFLET_OF_CONTACT,
	.name = STR("Joost Álvarez-Öztürk"),
	.place = STR("De Wissel"),
	.code = STR(CODE),
	.link = STR("https://leerpas.example.test/passport/talk/code#" CODE),
};

static struct str make(
	struct world *w, leaflet_make *fn, const char *lang, const struct leaflet *leaflet)
{
	struct str file = STR_NONE;
	const struct lang *l = i18n_find(w->p.app.i18n, str_of(lang));
	CHECK_OK(fn(&w->p.app, w->p.arena, l, leaflet, &file));
	return file;
}

static struct str read_back(
	struct world *w, leaflet_make *fn, const char *lang, const struct leaflet *leaflet)
{
	return pdf_words(&w->folder, make(w, fn, lang, leaflet));
}

static size_t times(struct str text, const char *part)
{
	size_t n = 0;
	for (size_t at; (at = str_search(text, str_of(part))) < text.len; n++)
		text = str_from(text, at + 1);
	return n;
}

TEST(leaflet_says_whose_it_is_and_what_to_type_where)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str poster = read_back(&w, leaflet_poster, "en", &of_link);
	CHECK_INT((int64_t)times(poster, CODE), 1);
	CHECK_INT((int64_t)times(poster, "leerpas.example.test/s "), 1);
	CHECK(times(poster, "Anna de Wit") && times(poster, "Passport of"));
	poster = read_back(&w, leaflet_poster, "nl", &of_mentor);
	CHECK(times(poster, "De Wissel") && times(poster, "Joost Álvarez-Öztürk"));
	CHECK_INT((int64_t)times(read_back(&w, leaflet_slips, "nl", &of_mentor), CODE), 8);
	tear_down(&w);
}

TEST(leaflet_is_a_picture_too)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(str_starts(make(&w, leaflet_svg, "nl", &of_link), STR("<svg ")));
	CHECK(str_starts(make(&w, leaflet_png, "nl", &of_link), STR("\x89PNG")));
	tear_down(&w);
}

TEST(leaflet_has_room_for_long_names_in_every_language)
{
	static const char *const names[] = {
		"Wilhelmina Mechteld van Wassenaer-Obdam tot Twickel en Weldam van der Wüstenhof.",
		"Ουίλιαμ-Αλέξανδρος Παπαδόπουλος Κωνσταντινίδης του Μεγάλου Χωριού της Μακεδονίας",
		"يوسف بن عبد الرحمن بن محمد بن عبد العزيز الأمراني المراكشي ساكن مدينة إيدي هولندا",
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t l = 0; l < i18n_count(w.p.app.i18n); l++)
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			const char *lang = str_z(w.p.arena, lang_tag(i18n_at(w.p.app.i18n, l)));
			struct leaflet long_one = of_mentor;
			long_one.name = str_of(names[i]);
			CHECK(make(&w, leaflet_poster, lang, &long_one).len);
			CHECK(make(&w, leaflet_slips, lang, &long_one).len);
			long_one.of = LEAFLET_OF_LINK;
			CHECK(make(&w, leaflet_poster, lang, &long_one).len);
			CHECK(make(&w, leaflet_slips, lang, &long_one).len);
		}
	tear_down(&w);
}

static void run(const struct str *command)
{
	FILE *out = popen(command->p, "r");
	CHECK(out && pclose(out) == 0);
}

/* After a wanted change: those that are kept to look at go into tests/data/paper. */
static void check_looks(struct world *w, const char *name, const char *pdf)
{
	struct arena *a = w->p.arena;
	struct str seen = str_fmt(a, "%s/%s.png", w->folder.path, name);
	struct str print = str_fmt(
		a, "pdftoppm -r 36 -png -gray -singlefile %s %s/%s", pdf, w->folder.path, name);
	run(&print);
	struct str approved = str_fmt(a, "%s/%s.png", APPROVED, name);
	if (CHECK(looks_apart(seen.p, approved.p) < 0.004))
		return;
	struct str keep = str_fmt(a, "mkdir -p %s && cp %s %s", SCREENS, seen.p, SCREENS);
	run(&keep);
}

TEST(leaflet_looks_as_approved)
{
	struct leaflet greek = of_mentor, arabic = of_link;
	greek.name = STR("Ελένη Παπαδοπούλου");
	greek.place = STR("Γυμνάσιο Ζβόλε");
	arabic.name = STR("يوسف الأمراني");
	const struct {
		const char *name, *lang;
		leaflet_make *make;
		const struct leaflet *leaflet;
	} sheets[] = {
		{"leaflet-link", "en", leaflet_poster, &of_link},
		{"leaflet-mentor", "nl", leaflet_poster, &greek},
		{"leaflet-arabic", "de", leaflet_poster, &arabic},
		{"leaflet-slips", "nl", leaflet_slips, &of_mentor},
		{"leaflet-slips-arabic", "fr", leaflet_slips, &arabic},
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(sheets) / sizeof(*sheets); i++) {
		struct str pdf = make(&w, sheets[i].make, sheets[i].lang, sheets[i].leaflet);
		check_looks(&w, sheets[i].name, folder_write(&w.folder, "sheet.pdf", pdf));
	}
	tear_down(&w);
}
