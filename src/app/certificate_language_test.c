/* What certificates say, in several languages, and as credentials. */
#include "unit/issued.h"
#include "app/export.h"
#include "app/issuer_lists.h"
#include "app/learning.h"
#include "app/participant_invite.h"
#include "app/participation.h"
#include "codec/input.h"
#include "codec/json.h"
#include "codec/zip.h"
#include "i18n/i18n.h"
#include "unit/pdf.h"
#include "unit/unit.h"

TEST(certificate_has_what_was_handed_in)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	struct actor aino = issued_owner(&w, 1);
	issued_write(&w, &aino);
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK(!str_has(issued_words(&w, 1), "What I learned")); /* not handed in yet */
	issued_submit(&w, &aino);
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct str words = issued_words(&w, 1);
	CHECK(str_has(words, "What I learned") && str_has(words, ISSUED_COOKED) &&
		str_has(words, "To measure."));
	CHECK(str_has(words, "Sanne, leader") && !str_has(words, "n/a") &&
		!str_has(words, "Digital"));
	CHECK(!str_has(issued_words(&w, 0), "Wat ik heb geleerd"));
	place_sql(&w.p, "UPDATE certificate SET opens_learning = TRUE");
	struct certificate_seen seen = issued_check(&w, issued_code(words, "Certificate "));
	REQUIRE(seen.parts_len == 1);
	CHECK_STR(seen.parts[0].title, "What I learned");
	CHECK_INT((int64_t)seen.parts[0].sections_len, 3);
	issued_close(&w);
}

/* Before it is issued, for the participant alone; nothing of it can be checked. */
TEST(certificate_is_looked_at_beforehand)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	struct actor aino = issued_owner(&w, 1), other = issued_owner(&w, 0);
	const struct app *app = &w.p.app;
	struct str pdf, before, words;
	issued_write(&w, &aino);
	CHECK_OK(certificate_preview(app, w.p.arena, &aino, aino.public, &pdf));
	before = pdf_words(&w.folder, pdf);
	CHECK(str_has(before, "Aino") && str_has(before, "SPECIMEN"));
	CHECK(str_has(before, "To learn about water.") && !str_has(before, ISSUED_COOKED));
	issued_submit(&w, &aino);
	CHECK_OK(certificate_preview(app, w.p.arena, &aino, aino.public, &pdf));
	words = pdf_words(&w.folder, pdf);
	CHECK(str_has(words, ISSUED_COOKED));
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM certificate"), 0);
	CHECK_ERR(certificate_preview(app, w.p.arena, &other, aino.public, &pdf), ERR_NOT_FOUND);
	CHECK_ERR(certificate_preview(app, w.p.arena, &w.mila, aino.public, &pdf), ERR_NOT_FOUND);
	issued_close(&w);
}

static void set_language(struct issued *w, struct public_id who, const char *language)
{
	struct participant noted;
	CHECK_OK(participant_get(&w->p.app, w->p.arena, &w->mila, &w->at, who, &noted));
	noted.language = str_of(language);
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, &who, &noted));
}

/* As long as nothing was chosen; a reminder in another language changes it. */
TEST(certificate_is_in_the_language_of_the_invitation)
{
	struct issued w;
	struct participant_invited done;
	struct participant_invite in = {.whom = INVITE_CHOSEN,
		.chosen_len = 1,
		.language = STR("fr"),
		.deadline = DAY_NONE};
	REQUIRE(issued_open(&w));
	struct public_id who = issued_list(&w).at[1].participant;
	in.chosen = &who;
	struct participant noted;
	CHECK_OK(participant_get(&w.p.app, w.p.arena, &w.mila, &w.at, who, &noted));
	noted.mail = STR("aino@post.example");
	noted.language = STR_NONE;
	CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, &who, &noted));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK(str_has(issued_words(&w, 1), "Jongerenuitwisseling")); /* of the installation */
	CHECK_OK(participant_invite(&w.p.app, w.p.arena, &w.mila, &w.at, &in, &done));
	CHECK_INT(done.sent, 1);
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK(str_has(issued_words(&w, 1), "Échange de jeunes"));
	place_pass(&w.p, INVITE_EACH + 1);
	in.language = STR("de");
	CHECK_OK(participant_invite(&w.p.app, w.p.arena, &w.mila, &w.at, &in, &done));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK(str_has(issued_words(&w, 1), "Jugendbegegnung"));
	set_language(&w, who, "en");
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK(str_has(issued_words(&w, 1), "youth exchange"));
	issued_close(&w);
}

/* The participant's own choice, the order's, and each once. */
static void order_in_many(struct issued *w)
{
	static const struct str languages[] = {
		{.p = "en", .len = 2}, {.p = "fr", .len = 2}, {.p = "nl", .len = 2}};
	struct participant aino;
	struct public_id who = issued_list(w).at[1].participant;
	struct app *app = &w->p.app;
	CHECK_OK(participant_get(app, w->p.arena, &w->mila, &w->at, who, &aino));
	aino.also = STR("de en de");
	CHECK_OK(participant_put(app, w->p.arena, &w->mila, &w->at, &who, &aino));
	CHECK_OK(participant_get(app, w->p.arena, &w->mila, &w->at, who, &aino));
	CHECK_STR(aino.also, "de");
	aino.also = STR("x-mars");
	CHECK_WRONG(participant_put(app, w->p.arena, &w->mila, &w->at, &who, &aino), "also");
	struct certificate_order in = issued_all;
	in.languages = languages;
	in.languages_len = 3;
	CHECK_OK(issued_order(w, &in));
	issued_run(w);
}

TEST(certificate_is_there_in_several_languages)
{
	struct issued w;
	struct str got;
	struct zip zip;
	REQUIRE(issued_open(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	order_in_many(&w);
	struct certificate_page page = issued_list(&w);
	CHECK(page.done == 2 && page.bundles == 1);
	CHECK_INT((int64_t)page.at[0].languages_len, 2); /* Dutch, and these two */
	REQUIRE(page.at[1].languages_len == 3);
	CHECK_STR(page.at[1].languages[0], "de");
	struct str english = issued_words(&w, 1), german = issued_words_in(&w, 1, "de");
	CHECK(str_has(english, "youth exchange") && str_has(german, "Jugendbegegnung"));
	CHECK(str_has(issued_words_in(&w, 1, "fr"), "Aino") &&
		str_has(issued_words_in(&w, 1, "nl"), "Jongeren"));
	struct str code = issued_code(english, "Certificate ");
	CHECK(str_has(german, str_fmt(a, "%.*s", STR_ARG(str_sub(code, 0, 5))).p));
	CHECK_ERR(
		certificate_fetch(app, a, &w.mila, &w.at, page.at[1].public, STR("en"), &got, &got),
		ERR_NOT_FOUND); /* it is the first one */
	CHECK_OK(certificate_fetch_zip(
		app, a, &w.mila, &w.at, i18n_standard(w.p.app.i18n), 1, &got));
	REQUIRE_OK(zip_open(a, got, 8 << 20, &zip));
	CHECK_INT((int64_t)zip.len, 7);
	CHECK(zip_find(&zip, STR("Certificaat Water 002 Mäkelä Aino 1.pdf")));
	CHECK(zip_find(&zip, STR("Certificaat Water 002 Mäkelä Aino 1 de.pdf")));
	CHECK_OK(certificate_fetch_print(app, a, &w.mila, &w.at, 1, &got));
	CHECK(str_has(pdf_words(&w.folder, got), "Jugendbegegnung"));
	place_sql(&w.p, "UPDATE certificate SET opens_project = TRUE");
	struct certificate_seen seen = issued_check_in(&w, code, "de");
	CHECK_INT((int64_t)seen.languages_len, 4);
	CHECK_STR(seen.language, "de");
	REQUIRE(seen.parts_len == 1);
	CHECK_STR(seen.parts[0].title, "Über das Projekt");
	CHECK_STR(issued_check_in(&w, code, "pl").language, "en");
	issued_close(&w);
}

/* Who was in them may have older paper: what it says is kept, but not for ever anew. */
TEST(certificate_of_many_revisions_ends_somewhere)
{
	struct issued w;
	struct str got, name;
	REQUIRE(issued_open(&w));
	order_in_many(&w);
	struct certificate_page page = issued_list(&w);
	struct str code = issued_code(issued_words(&w, 1), "Certificate ");
	for (int i = 0; i < CERTIFICATE_PAPERS_MOST; i++) {
		CHECK_OK(issued_order(&w, &issued_all));
		issued_run(&w);
	}
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_file"),
		2 * CERTIFICATE_PAPERS_MOST);
	CHECK_ERR(certificate_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[1].public, STR(""),
			  &got, &name),
		ERR_NOT_FOUND);
	CHECK_ERR(certificate_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[1].public,
			  STR("de"), &got, &name),
		ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_translation"),
		CERTIFICATE_PAPERS_MOST);
	struct certificate_seen seen = issued_check(&w, code);
	CHECK(seen.state == CERTIFICATE_SUPERSEDED && !seen.is_erased);
	place_sql(&w.p, "UPDATE certificate SET revision = revision + 100");
	CHECK_WRONG(issued_order(&w, &issued_all), "whom");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_waiting"), 0);
	issued_close(&w);
}

/* So many people, and so many bytes, but one in any case. */
TEST(certificate_bundles_are_counted_before_they_are_read)
{
	int64_t sizes[2 * CERTIFICATES_TOGETHER + 1] = {0};
	struct int_list them = {sizes, 0};
	CHECK_INT(certificate_bundles(&them), 0);
	them.len = CERTIFICATES_TOGETHER;
	CHECK_INT(certificate_bundles(&them), 1);
	them.len = 2 * CERTIFICATES_TOGETHER + 1;
	CHECK_INT(certificate_bundles(&them), 3);
	them.len = 4;
	for (size_t i = 0; i < them.len; i++)
		sizes[i] = CERTIFICATE_BYTES_TOGETHER / 2;
	CHECK_INT(certificate_bundles(&them), 2);
	sizes[1] = 2 * CERTIFICATE_BYTES_TOGETHER;
	CHECK_INT(certificate_bundles(&them), 3);
}

/* As the house's own verifier sees it. */
static bool verifies(struct issued *w, struct str credential, enum finding_kind kind)
{
	struct findings found;
	findings_init(&found, w->p.arena);
	issued_verify(w, credential, &found);
	bool alone = !found.list.len && kind == FINDING_KINDS;
	return alone || (found.list.len == 1 && findings_has(&found, kind));
}

static err_t fetch_credential(
	struct issued *w, const struct actor *who, struct str language, struct str *ret)
{
	return certificate_own_credential(&w->p.app, w->p.arena, who, who->public, language, ret);
}

static struct str credential_of(struct issued *w, const struct actor *who)
{
	struct str text = STR_NONE;
	CHECK_OK(fetch_credential(w, who, STR_NONE, &text));
	return text;
}

TEST(certificate_is_a_credential_of_its_holder)
{
	struct issued w;
	struct str text;
	REQUIRE(issued_open(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor aino = issued_owner(&w, 1), other = issued_owner(&w, 0);
	CHECK_ERR(fetch_credential(&w, &aino, STR_NONE, &text), ERR_NOT_FOUND);
	issued_write(&w, &aino);
	issued_submit(&w, &aino);
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct str first = credential_of(&w, &aino);
	CHECK((issued_list(&w).at[1].reached == PARTICIPANT_DOWNLOADED));
	static const char *const said[] = {"\"Aino Mäkelä\"", "\"Water\"", ISSUED_COOKED,
		"took part in a youth exchange", "did:web:", "\"Huis Zes\"", "OpenBadgeCredential",
		"To learn about water.", "\"Certificate\""};
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		if (!str_has(first, said[i]))
			CHECK_STR(first, said[i]);
	CHECK(str_eq(credential_of(&w, &aino), first)); /* whenever it is fetched */
	CHECK(verifies(&w, first, FINDING_KINDS));
	char *forged = str_z(a, first);
	forged[str_search(first, STR("cooked"))] = 'b';
	CHECK(verifies(&w, str_of(forged), FINDING_PROOF_WRONG));
	CHECK_ERR(certificate_own_credential(app, a, &other, aino.public, STR_NONE, &text),
		ERR_NOT_FOUND);
	CHECK_ERR(certificate_own_credential(app, a, &w.mila, aino.public, STR_NONE, &text),
		ERR_NOT_FOUND);

	place_pass(&w.p, USEC_DAY);
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK(verifies(&w, first, FINDING_REVOKED));
	struct str second = credential_of(&w, &aino);
	CHECK(!str_eq(first, second) && verifies(&w, second, FINDING_KINDS));
	CHECK_OK(certificate_withdraw(
		app, a, &w.mila, &w.at, issued_list(&w).at[1].public, STR("Wrong name")));
	CHECK(verifies(&w, second, FINDING_REVOKED));
	CHECK_ERR(fetch_credential(&w, &aino, STR_NONE, &text), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(DISTINCT status_at) FROM certificate"), 4);
	issued_close(&w);
}

static struct str member(const struct json *object, const char *path)
{
	for (struct str rest = str_of(path); rest.len;)
		object = json_get(object, str_cut(&rest, '.'));
	return json_str(object);
}

/* One in each language, valid and withdrawn together; each names the others. */
TEST(certificate_is_a_credential_in_each_of_its_languages)
{
	static const struct {
		const char *language, *tag, *says;
	} all[] = {{"", "en", "took part in a youth exchange"},
		{"de", "de", "hat an einer Jugendbegegnung teilgenommen"},
		{"fr", "fr", "a participé à un échange de jeunes"},
		{"nl", "nl", "heeft deelgenomen aan een jongerenuitwisseling"}};
	struct issued w;
	struct str text[4], wrong, ids[4], addresses[4];
	REQUIRE(issued_open(&w));
	struct actor aino = issued_owner(&w, 1);
	order_in_many(&w);
	for (size_t i = 0; i < 4; i++) {
		struct json *badge;
		REQUIRE_OK(fetch_credential(&w, &aino, str_of(all[i].language), &text[i]));
		CHECK(str_has(text[i], all[i].says) && verifies(&w, text[i], FINDING_KINDS));
		REQUIRE_OK(json_parse(w.p.arena, text[i], &json_limits_default, &badge));
		const struct json *told =
			json_get(json_get(badge, STR("credentialSubject")), STR("achievement"));
		addresses[i] = member(badge, "id");
		ids[i] = member(told, "id");
		CHECK_STR(member(told, "inLanguage"), all[i].tag);
		CHECK_INT((int64_t)json_get(told, STR("related"))->len, 3);
	}
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 4; k++) {
			CHECK(str_search(text[i], ids[k]) < text[i].len);
			CHECK(i == k ||
				(!str_eq(ids[i], ids[k]) && !str_eq(addresses[i], addresses[k])));
		}
	CHECK_ERR(fetch_credential(&w, &aino, STR("en"), &wrong), ERR_NOT_FOUND);
	CHECK_ERR(fetch_credential(&w, &aino, STR("pl"), &wrong), ERR_NOT_FOUND);
	CHECK_OK(certificate_withdraw(&w.p.app, w.p.arena, &w.mila, &w.at,
		issued_list(&w).at[1].public, STR("Wrong name")));
	for (size_t i = 0; i < 4; i++)
		CHECK(verifies(&w, text[i], FINDING_REVOKED));
	issued_close(&w);
}

static struct str status_list(struct issued *w)
{
	struct str text = STR_NONE;
	CHECK_OK(issuer_list(&w->p.app, w->p.arena, 1, &text));
	return text;
}

/* The same bytes until something ends or a day passes, here and in another process. */
TEST(certificate_status_list_is_signed_once_until_it_changes)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	struct issuer_lists *here = w.p.app.issuer_lists, *elsewhere = issuer_lists_new();
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct str first = status_list(&w);
	usec now = clock_now(w.p.app.clock);
	struct str until =
		usec_print(w.p.arena, now - now % ISSUER_LIST_RENEWED + ISSUER_LIST_VALID);
	if (!str_has(first, str_fmt(w.p.arena, "\"validUntil\":\"%.*s\"", STR_ARG(until)).p))
		CHECK_STR(first, until.p);
	place_pass(&w.p, USEC_HOUR);
	for (int i = 0; i < 3; i++)
		CHECK(str_eq(status_list(&w), first));
	CHECK_INT(issuer_lists_count(here), 1);
	w.p.app.issuer_lists = elsewhere;
	CHECK(str_eq(status_list(&w), first));
	CHECK_OK(certificate_withdraw(&w.p.app, w.p.arena, &w.mila, &w.at,
		issued_list(&w).at[1].public, STR("Wrong name")));
	struct str second = status_list(&w);
	CHECK(!str_eq(first, second));
	w.p.app.issuer_lists = here;
	CHECK(str_eq(status_list(&w), second) && str_eq(status_list(&w), second));
	CHECK_INT(issuer_lists_count(here), 2);
	CHECK_INT(issuer_lists_count(elsewhere), 2);
	place_pass(&w.p, ISSUER_LIST_RENEWED);
	CHECK(!str_eq(status_list(&w), second));
	CHECK_INT(issuer_lists_count(here), 3);
	issuer_lists_free(elsewhere);
	issued_close(&w);
}

static const struct zip_entry *taken(
	struct issued *w, const struct zip *zip, struct public_id who, const char *ending)
{
	struct str key = public_id_print(w->p.arena, who);
	return zip_find(zip, str_fmt(w->p.arena, "certificates/%.*s-1%s", STR_ARG(key), ending));
}

/* Whose account has the page takes the papers and the credential along. */
TEST(certificate_is_in_the_copy_of_its_holder)
{
	struct issued w;
	struct zip zip;
	struct str got;
	REQUIRE(issued_open(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	order_in_many(&w);
	struct actor aino = issued_owner(&w, 1);
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	CHECK_OK(participation_claim(app, a, &aino, &noor));
	CHECK_OK(export_order(app, a, &noor));
	issued_run(&w);
	REQUIRE_OK(export_fetch(app, a, &noor, &got));
	REQUIRE_OK(zip_open(a, got, 32 << 20, &zip));
	CHECK(taken(&w, &zip, aino.public, ".pdf") && taken(&w, &zip, aino.public, "-de.pdf"));
	const struct zip_entry *credential = taken(&w, &zip, aino.public, ".json");
	REQUIRE(credential != NULL);
	CHECK(taken(&w, &zip, aino.public, "-de.json") && taken(&w, &zip, aino.public, "-fr.json"));
	CHECK_OK(zip_unpack(a, credential, &got));
	CHECK(verifies(&w, got, FINDING_KINDS));
	CHECK_OK(zip_unpack(a, zip_find(&zip, STR("export.json")), &got));
	CHECK(str_has(got, "\"state\":\"valid\",\"issued\":\"2024-10-04\""));
	CHECK(str_has(got, "-1-de.pdf\""));
	CHECK(!(issued_list(&w).at[1].reached == PARTICIPANT_DOWNLOADED));
	CHECK_OK(zip_unpack(a, zip_find(&zip, STR("html/certificates.html")), &got));
	CHECK(str_has(got, "href=\"../certificates/"));
	issued_close(&w);
}
