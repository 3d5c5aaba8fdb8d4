#include "unit/sheet.h"

#include "base/buf.h"
#include "paper/handout.h"

#include <cairo.h>

#define DATE 1795348800000000 /* 22 November 2026 */

static struct document *begin(struct arena *a, struct str title, struct str footer)
{
	const struct document_about about = {
		.title = title,
		.author = STR("Leerpas"),
		.language = STR("nl"),
		.date = DATE,
		.footer = footer,
		.page_of = STR("Bladzijde {n} van {total}"),
	};
	return document_new(a, &about);
}

/* --- pictures --- */

static cairo_status_t keep(void *to, const unsigned char *bytes, unsigned n)
{
	buf_put(to, (struct str){(const char *)bytes, n});
	return CAIRO_STATUS_SUCCESS;
}

struct str sheet_picture(struct arena *a, int width, int height)
{
	struct buf out;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 0.75, 0.87, 0.93);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0.93, 0.72, 0.56);
	cairo_arc(cr, width * 0.5, height * 0.42, width * 0.2, 0, 6.3);
	cairo_fill(cr);
	cairo_set_source_rgb(cr, 0.2, 0.42, 0.5);
	cairo_arc(cr, width * 0.5, height * 1.0, width * 0.36, 3.14, 6.29);
	cairo_fill(cr);
	buf_init(&out, a, 4 << 10, 4 << 20);
	cairo_surface_write_to_png_stream(surface, keep, &out);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return buf_str(&out);
}

/* --- a passport --- */

struct asked {
	const char *question, *answer;
};

struct told {
	const char *title, *intro;
	struct asked asked[9]; /* the rest of ten are of other kinds */
};

static const struct told chapters[] = {
	{
		"Wie ben ik",
		"Dit gaat over jou. Jij bepaalt wat je vertelt en wie het mag lezen.",
		{
			{"Wie ben jij?",
				"Ik ben Youssef en ik ben 15. Ik woon met mijn moeder en twee "
				"zussen in Ede. Ik maak graag grapjes, maar ik kan ook goed "
				"luisteren."},
			{"Waar ben je trots op?",
				"Vorig jaar heb ik met mijn oom een oude scooter opgeknapt. De "
				"motor liep niet meer. Wij hebben alles uit elkaar gehaald en "
				"schoongemaakt. Nu rijdt hij weer 😀"},
			{"Wat zeggen anderen over jou?",
				"Mijn moeder zegt dat ik rustig blijf als het druk is. Mijn "
				"vrienden bellen mij als hun fiets stuk is."},
			{"Wat vind je belangrijk?",
				"Eerlijk zijn. En dat je elkaar helpt, ook als je iemand niet zo "
				"goed kent. Op mijn voetbalclub help ik daarom bij de jongste "
				"groep."},
			{"Wie zijn belangrijk voor jou?",
				"Mijn moeder, mijn oom Karim en meneer De Wit van techniek."},
			{"Wat doe je in je vrije tijd?",
				"Voetballen, sleutelen en koken. Op zondag kook ik voor het hele "
				"gezin. Couscous kan ik het best."},
			{"Wanneer voel jij je goed?", "Als ik iets af heb en het werkt."},
			{"Waar word je boos of verdrietig van?",
				"Als mensen over iemand praten die er niet bij is. Dan zeg ik er "
				"wat van, of ik ga weg."},
			{"Wat wil je verder over jezelf vertellen?",
				"Ik spreek thuis Arabisch en Nederlands. Mijn naam schrijf je zo: "
				"يوسف"},
		},
	},
	{
		"Wat kan ik",
		"Iedereen kan iets goed. Denk ook aan thuis, sport en je bijbaan.",
		{
			{"Wat kun jij goed?",
				"Dingen repareren. Ik zie vaak snel wat er mis is. Als ik het niet "
				"weet, zoek ik een filmpje en probeer ik het stap voor stap."},
			{"Wat lukt je op school?",
				"Techniek en wiskunde. In de praktijkles mocht ik anderen helpen "
				"met de draaibank, omdat ik de veiligheidsregels goed kende."},
			{"Wat heb je geleerd buiten school?",
				"Op de markt heb ik geleerd om met klanten te praten. Ik kan goed "
				"wisselgeld uitrekenen zonder rekenmachine."},
			{"Hoe leer jij het best?",
				"Door het te doen. Eerst kijk ik hoe iemand het voordoet. Daarna "
				"wil ik het zelf proberen. Lange teksten lezen vind ik lastig."},
			{"Wat deed je toen iets niet lukte?",
				"Mijn werkstuk voor aardrijkskunde was onvoldoende. Ik heb "
				"gevraagd "
				"wat er miste en het opnieuw gedaan. Toen had ik een 7,2."},
			{"Waar kunnen anderen op rekenen?",
				"Ik kom op tijd. En ik zeg het als ik iets niet begrijp."},
			{"Welke diploma's of bewijzen heb je?",
				"Mijn zwemdiploma A en B, en het veiligheidsbewijs van de "
				"werkplaats."},
			{"Welke talen spreek je?", "Nederlands, Arabisch en een beetje Engels."},
			{"Wat wil je nog beter kunnen?",
				"Samenvatten. En rustig blijven als ik voor de klas iets moet "
				"vertellen."},
		},
	},
	{
		"Wat wil ik",
		"Dit gaat over later. Het hoeft nog niet zeker te zijn.",
		{
			{"Wat wil je worden?",
				"Monteur van elektrische auto's of bussen. Mijn oom zegt dat daar "
				"veel werk in is."},
			{"Welke opleiding wil je doen?",
				"Autotechnicus, niveau 3, in Ede of Arnhem. Ik ben naar de open "
				"dag "
				"geweest. De werkplaats was groot en netjes."},
			{"Waarom past dat bij jou?",
				"Omdat ik met mijn handen wil werken en elke dag iets anders wil "
				"doen. Stilzitten achter een scherm is niets voor mij."},
			{"Wat heb je al gedaan om het te onderzoeken?",
				"Een dag meegelopen bij een garage. Ik mocht banden wisselen en "
				"keek mee met het uitlezen van een storing."},
			{"Wat is je tweede keus?",
				"Installatietechniek, omdat mijn buurman dat doet."},
			{"Hoe ziet een goede werkdag eruit?",
				"Ik begin vroeg. Ik weet wat ik moet doen en werk samen met iemand "
				"die mij iets kan leren. Aan het eind rijdt de bus weer."},
			{"Wat verwacht je van de opleiding?",
				"Dat ze uitleggen waarom iets zo werkt, en dat ik vragen mag "
				"stellen."},
			{"Waar zie je tegen op?", "De reis. En dat ik daar nog niemand ken. Een "
						  "vriend gaat misschien "
						  "ook, dat zou fijn zijn."},
			{"Wat wil je over vijf jaar kunnen zeggen?",
				"Dat ik mijn diploma heb en een vaste baan, en dat ik mijn moeder "
				"kan helpen."},
		},
	},
	{
		"Wat heb ik nodig",
		"Iedereen heeft soms hulp nodig. Dat vertellen is slim, niet zwak.",
		{
			{"Wat helpt jou op school?", "Korte uitleg en dan zelf doen. Een vaste "
						     "plek in de klas, niet bij "
						     "het raam."},
			{"Wat moeten docenten weten?",
				"Ik lees langzaam. Met een groter lettertype en meer tijd gaat het "
				"goed. Ik vraag dat zelf niet snel, dus herinner mij eraan."},
			{"Wie helpt jou nu?",
				"Meneer De Wit, en mevrouw Jansen op dinsdag. Thuis helpt mijn "
				"oudste zus met Engels."},
			{"Wat doe je als het niet gaat?",
				"Ik ga even naar buiten. Na tien minuten kan ik weer verder."},
			{"Wat heb je nodig om te beginnen?", "Een rooster dat klopt en iemand die "
							     "mij de eerste week rondleidt."},
			{"Hoe kom je op school?",
				"Met de fiets naar het station en dan de trein. Dat is veertig "
				"minuten."},
			{"Wat kan in de weg zitten?",
				"Op woensdag haal ik mijn zusje op. Dan kan ik niet na vier uur."},
			{"Waar wil je over praten voordat je begint?",
				"Over de kosten van het gereedschap. En of ik mijn bijbaan op "
				"zaterdag kan houden."},
			{"Wat spreken we af?",
				"Na zes weken praten we met mijn moeder erbij over hoe het gaat."},
		},
	},
};

static void tell_kinds(struct document *d, size_t chapter)
{
	static const struct str lines[] = {{"een hamer", 9}, {"geduld", 6}, {"mijn oom", 8}};
	static const struct str picked[] = {{"met mijn handen werken", 22}, {"buiten zijn", 11}};
	const struct document_scale scale = {.step = 4,
		.steps = 5,
		.low = STR("liever alleen"),
		.high = STR("liever samen"),
		.words = STR("4 van 5: liever samen")};
	document_heading(d, 3, STR("Wat past bij jou?"));
	switch (chapter) {
	case 0:
		document_list(d, DOCUMENT_DOTS, lines, 3);
		break;
	case 1:
		document_list(d, DOCUMENT_TICKS, picked, 2);
		break;
	case 2:
		document_scale(d, &scale);
		break;
	default:
		document_list(d, DOCUMENT_TICKS, picked, 1);
	}
}

static void tell(struct document *d, size_t chapter)
{
	const struct told *t = &chapters[chapter];
	document_chapter(d, str_of(t->title), str_of(t->intro));
	for (size_t i = 0; i < 9; i++) {
		document_heading(d, 3, str_of(t->asked[i].question));
		document_text(d, str_of(t->asked[i].answer));
	}
	tell_kinds(d, chapter);
}

static err_t passport(struct arena *a, struct paper *paper, struct str picture, struct str *ret_pdf)
{
	struct document *d = begin(a, STR("Paspoort van Youssef"),
		STR("Kopie van 22 november 2026 · Youssef El Amrani"));
	const struct document_cover cover = {
		.kind = STR("Paspoort"),
		.title = STR("Youssef El Amrani"),
		.subtitle = STR("Van school naar mbo"),
		.note = STR("Kopie van zondag 22 november 2026"),
		.picture = picture,
		.alternative = STR("Foto van Youssef El Amrani"),
	};
	const struct document_code code = {
		.text = STR("https://leerpas.example/s#k7m2q9x4c8v1"),
		.alternative = STR("QR-code met het adres van het paspoort"),
		.head = STR("Kijk of er iets is veranderd"),
		.words = STR("Dit is een kopie op papier. Scan de code voor het paspoort zoals het "
			     "nu is. Je hebt een account nodig."),
		.link = STR("https://leerpas.example/s#k7m2q9x4c8v1"),
		.shown = STR("leerpas.example/s"),
	};
	document_cover(d, &cover);
	document_code(d, &code);
	document_contents(d, STR("In dit paspoort"));
	for (size_t i = 0; i < 4; i++)
		tell(d, i);
	return document_print(d, paper, ret_pdf);
}

err_t sheet_passport(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	return passport(a, paper, STR_NONE, ret_pdf);
}

static err_t print_portrait(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	return passport(a, paper, sheet_picture(a, 300, 400), ret_pdf);
}

/* --- scripts --- */

const char *const sheet_scripts[] = {
	"Łukasz Żółć, Þóra Ðórðardóttir, Şebnem Ağaoğlu, Ștefan Țepeș, Ŵyn Ŷnys",
	"Αλέξανδρος Παπαδόπουλος μιλάει ελληνικά",
	"Йордан Щърков и Ђорђе Љубојевић, Їжак Ґалаґан",
	"გიორგი მამულაშვილი სწავლობს",
	"Արամ Խաչատրյան",
	"Ik heet يوسف مراد en ik woon in Ede",
	"Mijn oma heet שרה כהן en zij bakt challe",
	"Mooi 🥳👩🏽‍🍳🇳🇱 en klaar",
	"ሰላም ገብረ, สมชาย, नेहा शर्मा, 王小明, 김민수, さくら",
	"Het kost € 12,50 ≤ 15 → goed ✓ ½ ℃",
	NULL,
};

static err_t print_scripts(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	struct document *d = begin(a, STR("Schriften"), STR("Schriften"));
	document_heading(d, 2, STR("Namen uit de hele wereld"));
	for (size_t i = 0; sheet_scripts[i]; i++) {
		document_heading(d, 3, str_of(sheet_scripts[i]));
		document_text(d, str_of(sheet_scripts[i]));
	}
	document_note(d, STR("Einde van de proef."));
	return document_print(d, paper, ret_pdf);
}

static err_t print_mirrored(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	const struct document_about about = {
		.title = STR("جواز يوسف"),
		.author = STR("Leerpas"),
		.language = STR("ar"),
		.right_to_left = true,
		.date = DATE,
		.footer = STR("نسخة من 22 نوفمبر 2026"),
		.page_of = STR("صفحة {n} من {total}"),
	};
	const struct document_cover cover = {.kind = STR("جواز التعلّم"),
		.title = STR("يوسف الأمراني"),
		.note = STR("نسخة من 22 نوفمبر 2026"),
		.picture = sheet_picture(a, 300, 400),
		.alternative = STR("صورة")};
	struct document *d = document_new(a, &about);
	document_cover(d, &cover);
	document_chapter(d, STR("من أنا"), STR("هذا عنك أنت."));
	document_heading(d, 3, STR("من أنت؟"));
	document_text(d, STR("أنا يوسف وعمري 15 سنة. أعيش في Ede مع أمي وأختيّ. أحب كرة القدم."));
	tell_kinds(d, 0);
	tell_kinds(d, 1);
	tell_kinds(d, 2);
	return document_print(d, paper, ret_pdf);
}

/* --- length --- */

struct str sheet_long_answer(struct arena *a)
{
	struct buf out;
	buf_init(&out, a, 24 << 10, 64 << 10);
	for (int i = 1; out.len < 19900; i++)
		buf_fmt(&out, "Zin %d van een heel lang antwoord, dat maar doorgaat.%s", i,
			i % 9 ? " " : "\n\n");
	while (out.len < 20000 - 6)
		buf_putc(&out, 'a');
	buf_lit(&out, " einde");
	return buf_str(&out);
}

static err_t print_long(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	struct buf word;
	buf_init(&word, a, 1 << 10, 1 << 10);
	while (word.len < 300)
		buf_lit(&word, "onafgebroken");
	struct document *d = begin(a, STR("Lang"), STR("Lang"));
	document_chapter(d,
		STR("Een titel die zo lang is dat hij niet op een regel past en dus op "
		    "twee regels komt te staan"),
		STR("En een inleiding die ook niet op een regel past, omdat zij maar doorgaat en "
		    "doorgaat tot zij een tweede regel nodig heeft."));
	document_heading(d, 3, STR("Een woord zonder einde"));
	document_text(d, buf_str(&word));
	document_picture(d, sheet_picture(a, 640, 400), STR("Een tekening van een gezicht"));
	document_heading(d, 3, STR("Een lang antwoord"));
	document_text(d, sheet_long_answer(a));
	return document_print(d, paper, ret_pdf);
}

/* --- for a class --- */

static const struct document_about handout = {
	.title = STR("Voor de klas"),
	.author = STR("Leerpas"),
	.language = STR("nl"),
	.date = DATE,
};

static err_t print_cards(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	static const struct str names[] = {{"Youssef El Amrani", 17}, {"Łucja Wiśniewska", 18},
		{"Αλέξανδρος Παπαδόπουλος", 45}, {"يوسف مراد", 17},
		{"Anne-Sophie van der Meer-Vandenberghe", 37}};
	struct handout_card cards[9];
	for (int i = 0; i < 9; i++)
		cards[i] = (struct handout_card){
			.name = names[i % 5],
			.lines = {STR("Dit is jouw kaart. Bewaar hem goed."),
				STR("1. Scan de code."),
				STR("2. Of ga naar leerpas.example/kaart."),
				STR("3. Kies een eigen wachtwoord.")},
			.code = STR("K7M2 9XQ4 T8"),
			.qr = STR("https://leerpas.example/card#k7m29xq4t8"),
			.alternative = STR("QR-code van de kaart"),
		};
	return handout_cards(a, paper, &handout, cards, 9, ret_pdf);
}

static err_t print_poster(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	const struct handout_poster poster = {
		.kind = STR("Leerpas"),
		.title = STR("Laat je mentor meekijken"),
		.lines = {STR("Scan de code met je telefoon."),
			STR("Meld je aan of maak een paspoort."),
			STR("Kies wat mevrouw Jansen mag zien.")},
		.code = STR("H4PD 2MZX 7K"),
		.qr = STR("https://leerpas.example/mentor#h4pd2mzx7k"),
		.alternative = STR("QR-code van mevrouw Jansen"),
		.foot = STR("Mevrouw Jansen ziet pas iets als jij ja zegt. Stoppen kan altijd."),
	};
	return handout_poster(a, paper, &handout, &poster, ret_pdf);
}

static err_t print_talk(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	static const struct str prompts[] = {
		{"Waar was je deze maand trots op?", 32},
		{"Wat ging lastig, en wie hielp je toen?", 38},
		{"Wat wil je leren voor je volgende stap?", 39},
		{"Wat heb je daarvoor van mij nodig?", 34},
	};
	const struct handout_talk talk = {
		.kind = STR("Gesprekskaart"),
		.title = STR("Praat erover"),
		.intro =
			STR("Leg deze kaart tussen jullie in. Kies samen een vraag. Schrijf op wat "
			    "jullie willen onthouden."),
		.prompts = prompts,
		.count = 4,
		.foot = STR("leerpas.example"),
	};
	return handout_talk(a, paper, &handout, &talk, ret_pdf);
}

static err_t print_methods(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	static const struct str few[] = {{"Zet een stoel minder neer dan er mensen zijn.", 45},
		{"Wie staat, noemt iets dat hij deze week leerde.", 47},
		{"Wie dat ook leerde, wisselt van plaats.", 39}};
	static const struct str many[] = {
		{"Leg het touw op de grond. Het ene eind is de eerste dag, het andere eind is "
		 "vandaag.",
			84},
		{"Iedereen schrijft drie momenten op: iets moois, iets moeilijks en iets nieuws.",
			78},
		{"Leg de kaartjes bij het touw. Loop er samen langs en vertel.", 60},
		{"Vraag bij iets moeilijks: wat deed je toen? Wat kun je nu, dat je toen niet "
		 "kon?",
			81},
		{"Maak een foto van het touw voor in de groepsapp.", 48},
		{"Hang de kaartjes op in de eetzaal, zodat je ze morgen nog ziet.", 63}};
	const struct handout_method methods[] = {
		{STR("Methodekaarten"), STR("Stoelen wisselen"),
			STR("Bewegen en ontdekken wat je gemeen hebt."),
			{STR("Tijd en groep: 15 minuten, 8 tot 30 mensen"),
				STR("Je hebt nodig: stoelen")},
			few, 3, STR("Schrijf daarna: wat leerde je dat niemand anders noemde?"),
			STR("leerpas.example")},
		{STR("Methodekaarten"), STR("Touw van de week, met een titel van twee regels"),
			STR("Terugkijken op wat er gebeurde, met de hele groep en zonder papier "
			    "op tafel."),
			{STR("Tijd en groep: 30 minuten, tot 20 mensen"),
				STR("Je hebt nodig: een lang touw en kaartjes")},
			many, 6,
			STR("Schrijf daarna: welk moment wil je onthouden? Schrijf op wat je "
			    "ervan leerde."),
			STR("leerpas.example")},
	};
	return handout_methods(a, paper, &handout, methods, 2, ret_pdf);
}

const struct sheet sheets[] = {
	{"passport", 5, 5, print_portrait},
	{"scripts", 1, 1, print_scripts},
	{"mirrored", 1, 1, print_mirrored},
	{"long", 7, 2, print_long},
	{"cards", 2, 2, print_cards},
	{"poster", 1, 1, print_poster},
	{"talk", 1, 1, print_talk},
	{"methods", 2, 2, print_methods},
	{"certificate", 3, 3, sheet_certificate},
	{"certificate-logos", 1, 1, sheet_certificate_logos},
	{"certificate-hand", 1, 1, sheet_certificate_hand},
	{"certificate-short", 1, 1, sheet_certificate_short},
	{"certificate-long", 5, 3, sheet_certificate_long},
	{0},
};
