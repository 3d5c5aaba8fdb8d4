/* Certificates of invented people. */
#include "base/buf.h"
#include "paper/certificate.h"
#include "unit/sheet.h"

#define DATE 1795348800000000 /* 22 November 2026 */
#define LINK "https://leerpas.example/verify#7K3QW-M2DXA-4F"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct document_about about(struct str language, struct str title)
{
	return (struct document_about){
		.title = title,
		.author = STR("Jeugdwerk De Brug"),
		.language = language,
		.date = DATE,
		.footer = str_is(language, "nl") ? STR("Certificaat 7K3QW-M2DXA-4F · versie 2")
						 : STR("Certificate 7K3QW-M2DXA-4F · revision 1"),
		.page_of = str_is(language, "nl") ? STR("Bladzijde {n} van {total}")
						  : STR("Page {n} of {total}"),
	};
}

static const struct certificate_fact facts[] = {
	{STR("Activiteiten"),
		STR("Water verbindt: een week aan de Schelde\nVoorbereidend weekend in Ede")},
	{STR("Wanneer"), STR("24 en 25 april 2026\n4 tot en met 11 juli 2026")},
	{STR("Waar"), STR("Antwerpen, België\nEde, Nederland")},
	{STR("Rol"), STR("Deelnemer")},
	{STR("Organisaties"),
		STR("Jeugdwerk De Brug, Ede (aanvrager)\nHuis van de Rivier, Antwerpen "
		    "(gastheer)\nNehir Gençlik Derneği, İzmir (partner)")},
	{STR("Nummer"), STR("2025-2-NL02-KA152-YOU-000123456")},
	{STR("Uitgereikt"), STR("22 november 2026, versie 2")},
	{STR("Leeg"), STR("")},
};

static const struct certificate_section project[] = {
	{STR("Doelen"), {0},
		STR("Jongeren uit vier landen leren wat een rivier voor een stad betekent. Zij "
		    "onderzoeken samen hoe je zuinig met water leeft, en vertellen dat verder.")},
	{STR("Wat er gebeurde"), {0},
		STR("Wij voeren op de Schelde en namen monsters van het water. In de middag "
		    "maakten de groepen elk een film van drie minuten. Elke avond stond een land "
		    "in de keuken.\n\nOp de laatste dag was er een markt in de haven, met "
		    "driehonderd bezoekers.")},
	{STR("Resultaten"), {0},
		STR("Vier films met ondertitels in vijf talen. Een kaart met plekken waar je je "
		    "fles kunt vullen. En een plan voor een tweede ontmoeting in İzmir.")},
};

static const struct certificate_section learned[] = {
	{STR("Meertaligheid"), STR("Wat ik wilde"),
		STR("Durven praten in het Engels, ook als het fout gaat.")},
	{{0}, STR("Wat ik leerde"),
		STR("De eerste dag zei ik bijna niets. Op dag drie legde ik aan de groep uit hoe "
		    "het zuurstofgehalte werkt, met handen en een tekening. Nu bel ik elke week "
		    "met Elif uit İzmir. Wij praten Engels, en een beetje Turks.")},
	{STR("Rekenen, wetenschap, techniek en ontwerpen"), STR("Wat ik leerde"),
		STR("Ik kan een proef opzetten: eerst een vraag, dan meten, dan nog eens meten. "
		    "Onze eerste meting klopte niet, want de fles was niet schoon. Dat heb ik "
		    "eerlijk in het verslag gezet.")},
	{STR("Persoonlijk, sociaal en leren leren"), STR("Wat ik wilde"),
		STR("Rustig blijven als het druk is.")},
	{{0}, STR("Wat ik leerde"),
		STR("In de keuken voor veertig mensen liep alles door elkaar. Ik maakte een lijst "
		    "en verdeelde het werk. Daarna vroegen anderen aan mij wat zij konden doen.")},
	{STR("Gesprek"), {0}, STR("Ik praatte hierover met Sanne de Groot, begeleider.")},
};

static const struct certificate_signer signers[] = {
	{.sealed = STR("Verzegeld door Sanne de Groot"),
		.function = STR("projectleider, Jeugdwerk De Brug"),
		.date = STR("22 november 2026")},
	{.name = STR("Pieter Claes"), .function = STR("directeur, Huis van de Rivier")},
};
static const struct certificate_signer learner[] = {
	{.name = STR("Şebnem Ağaoğlu"), .function = STR("deelnemer")},
};

static struct certificate first_part(enum certificate_layout layout)
{
	return (struct certificate){
		.layout = layout,
		.kind = STR("Certificaat"),
		.type = STR("Jongerenuitwisseling"),
		.that = STR("Hiermee bevestigen wij dat"),
		.name = STR("Şebnem Ağaoğlu"),
		.confirms = STR("heeft deelgenomen aan een jongerenuitwisseling"),
		.title = STR("Water verbindt"),
		.facts = facts,
		.facts_len = COUNT(facts),
		.signers = {signers, COUNT(signers)},
		.link = STR(LINK),
		.alternative = STR("QR-code om dit certificaat na te kijken"),
		.code = STR("7K3QW-M2DXA-4F"),
		.check = STR("Klopt dit? Kijk het na:"),
		.where = STR("leerpas.example/verify"),
	};
}

err_t sheet_certificate(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	struct document_about of = about(STR("nl"), STR("Certificaat van Şebnem Ağaoğlu"));
	struct certificate c = first_part(CERTIFICATE_BAND);
	c.parts[0] = (struct certificate_part){
		STR("Deel 2"), STR("Over het project"), {0}, project, COUNT(project), {0}};
	c.parts[1] = (struct certificate_part){STR("Deel 3"), STR("Wat ik heb geleerd"),
		STR("In de woorden van de deelnemer, bij de acht sleutelcompetenties (EU, 2018)."),
		learned, COUNT(learned), {learner, COUNT(learner)}};
	return certificate_print(a, paper, &of, &c, ret_pdf);
}

err_t sheet_certificate_logos(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	struct document_about of = about(STR("nl"), STR("Certificaat van Йордан Щърков"));
	const struct certificate_logo logos[] = {
		{sheet_picture(a, 300, 300), STR("Jeugdwerk De Brug")},
		{sheet_picture(a, 640, 160), STR("Huis van de Rivier")},
		{sheet_picture(a, 160, 320), STR("Nehir Gençlik Derneği")},
	};
	struct certificate c = first_part(CERTIFICATE_FRAME);
	c.name = STR("Йордан Щърков");
	c.logos = logos;
	c.logos_len = COUNT(logos);
	c.signers.len = 1;
	return certificate_print(a, paper, &of, &c, ret_pdf);
}

err_t sheet_certificate_hand(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	struct document_about of = about(STR("nl"), STR("Certificaat van Nino Beridze"));
	struct certificate c = first_part(CERTIFICATE_FRAME);
	c.name = STR("ნინო ბერიძე");
	c.signers = (struct certificate_signers){&signers[1], 1};
	return certificate_print(a, paper, &of, &c, ret_pdf);
}

/* One page: the second part fits below the first. */
err_t sheet_certificate_short(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	static const struct certificate_fact few[] = {
		{STR("When"), STR("3 October 2026")},
		{STR("Where"), STR("თბილისი, საქართველო")},
		{STR("Issued"), STR("22 November 2026")},
	};
	static const struct certificate_section aims[] = {
		{STR("Aims"), {0}, STR("To plant a garden with the neighbours, and to keep it.")},
	};
	static const struct certificate_signer one[] = {
		{.name = STR("ნინო ბერიძე"), .function = STR("coordinator")}};
	struct document_about of = about(STR("en"), STR("Certificate of გიორგი მამულაშვილი"));
	struct certificate c = first_part(CERTIFICATE_BAND);
	c.kind = STR("Certificate");
	c.type = STR("Solidarity project");
	c.that = STR("This is to confirm that");
	c.name = STR("გიორგი მამულაშვილი");
	c.confirms = STR("took part in a solidarity project");
	c.title = STR("A garden for the street");
	c.facts = few;
	c.facts_len = COUNT(few);
	c.signers = (struct certificate_signers){one, 1};
	c.check = STR("Is this true? Check it:");
	c.parts[0] = (struct certificate_part){
		STR("Part 2"), STR("About the project"), {0}, aims, COUNT(aims), {0}};
	return certificate_print(a, paper, &of, &c, ret_pdf);
}

/* As much as somebody can write: 3,000 characters for each of eight competences. */
static struct str long_text(struct arena *a, size_t at)
{
	static const char *const sentences[] = {
		"Στην αρχή δεν ήξερα κανέναν και μιλούσα λίγο.",
		"Ύστερα έμαθα να ακούω πριν απαντήσω.",
		"Μετρήσαμε το νερό του ποταμού τρεις φορές, γιατί η πρώτη μέτρηση ήταν λάθος.",
		"Όταν κάτι δεν πήγαινε καλά, ζητούσα βοήθεια και έδινα βοήθεια.",
		"Τώρα μπορώ να εξηγήσω σε άλλους τι κάναμε και γιατί.",
		"Θα ήθελα να το κάνω ξανά, αυτή τη φορά ως βοηθός της ομάδας.",
	};
	struct buf out;
	buf_init(&out, a, 4 << 10, 8 << 10);
	for (size_t i = 0; out.len < 1900; i++) {
		buf_put(&out, str_of(sentences[(i + at) % COUNT(sentences)]));
		buf_put(&out, i % 5 == 4 ? STR("\n\n") : STR(" "));
	}
	return buf_str(&out);
}

err_t sheet_certificate_long(struct arena *a, struct paper *paper, struct str *ret_pdf)
{
	static const char *const areas[] = {"Γραμματισμός", "Πολυγλωσσία",
		"Μαθηματικά, επιστήμη, τεχνολογία", "Ψηφιακή ικανότητα",
		"Προσωπική, κοινωνική και μεταγνωστική ικανότητα", "Ιδιότητα του πολίτη",
		"Επιχειρηματικότητα", "Πολιτισμός και έκφραση"};
	struct certificate_section sections[COUNT(areas)];
	struct document_about of =
		about(STR("el"), STR("Certificate of Αλεξάνδρα-Κωνσταντίνα Παπαδοπούλου"));
	struct certificate c = first_part(CERTIFICATE_FRAME);
	for (size_t i = 0; i < COUNT(areas); i++)
		sections[i] = (struct certificate_section){
			str_of(areas[i]), STR("Τι έμαθα"), long_text(a, i)};
	c.kind = STR("Πιστοποιητικό");
	c.type = STR("Ανταλλαγή νέων");
	c.that = STR("Με το παρόν βεβαιώνεται ότι");
	c.name = STR("Αλεξάνδρα-Κωνσταντίνα Παπαδοπούλου-Χατζηγεωργίου");
	c.confirms = STR("συμμετείχε σε ανταλλαγή νέων");
	c.title = STR("Το νερό μάς ενώνει: μια εβδομάδα στις όχθες του ποταμού");
	c.parts[0] = (struct certificate_part){
		STR("Μέρος 2"), STR("Το έργο"), {0}, project, COUNT(project), {0}};
	c.parts[1] = (struct certificate_part){STR("Μέρος 3"), STR("Τι έμαθα"),
		STR("Με τα λόγια της συμμετέχουσας."), sections, COUNT(sections),
		{learner, COUNT(learner)}};
	return certificate_print(a, paper, &of, &c, ret_pdf);
}
