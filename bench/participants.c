/*
 * A list of 10,000 participants of 30 countries, as CSV and as XLSX: looked through, and brought
 * in. On SQLite, or where LEERPAS_TEST_DATABASE says: bench_participants
 */
#include "app/organisation.h"
#include "app/participant_import.h"
#include "codec/input.h"
#include "codec/xlsx.h"
#include "unit/location.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>
#include <sys/resource.h>

enum { ROUNDS = 3, COLUMNS_SENT = 8 };

static const char *const countries[] = {"België", "Belgium", "FI", "Deutschland", "Polska",
	"Italia", "España", "France", "Nederland", "Suomi", "Greece", "Georgia", "Türkiye", "Éire",
	"Österreich"};

#define COUNTRIES (sizeof(countries) / sizeof(*countries))

struct world {
	struct place p;
	struct actor mila;
	struct row_id house;
	struct project_at at;
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct project_basics in = {STR("Water"), STR("youth-exchange"), STR_NONE};
	if (!place_open(p))
		return false;
	w->mila = place_person(p, "Mila", "mila@house.example");
	CHECK_OK(organisation_make(&p->app, p->arena, STR("Huis Zes"), &w->house));
	place_member(p, &w->mila, w->house, ROLE_COORDINATOR);
	w->at.organisation = w->house;
	return CHECK_OK(
		project_make(&p->app, p->arena, &w->mila, w->house, &in, NULL, &w->at.project));
}

static struct str csv_list(struct arena *a)
{
	struct buf out;
	buf_init(&out, a, 1 << 20, PARTICIPANT_LIST_BYTES);
	buf_lit(&out, "First name;Last name;Country;E-mail;Birth date;City;Start date;Role\n");
	for (int i = 0; i < PARTICIPANTS_MOST; i++)
		buf_fmt(&out,
			"Noor %d;van der Veen;%s;noor%d@post.example;%d/%02d/2008;Gent;2024-05-01;"
			"participant\n",
			i, countries[(size_t)i % COUNTRIES], i, 1 + i % 28, 1 + i % 12);
	return buf_str(&out);
}

static struct str xlsx_list(struct arena *a)
{
	static const struct xlsx_column columns[COLUMNS_SENT] = {{STR("First name"), 20},
		{STR("Last name"), 20}, {STR("Country"), 20}, {STR("E-mail"), 20},
		{STR("Birth date"), 20}, {STR("City"), 20}, {STR("Start date"), 20},
		{STR("Role"), 20}};
	struct xlsx_cell *cells =
		arena_array(a, struct xlsx_cell, PARTICIPANTS_MOST * COLUMNS_SENT);
	for (int i = 0; i < PARTICIPANTS_MOST; i++) {
		struct xlsx_cell *row = &cells[i * COLUMNS_SENT];
		row[0].text = str_fmt(a, "Noor %d", i);
		row[1].text = STR("van der Veen");
		row[2].text = str_of(countries[(size_t)i % COUNTRIES]);
		row[3].text = str_fmt(a, "noor%d@post.example", i);
		row[4] = (struct xlsx_cell){.kind = XLSX_DAY, .day = 13880 + i % 365};
		row[5].text = STR("Gent");
		row[6] = (struct xlsx_cell){.kind = XLSX_DAY, .day = 19844};
		row[7].text = STR("participant");
	}
	struct xlsx_table table = {STR("People"), columns, COLUMNS_SENT, cells, PARTICIPANTS_MOST};
	struct buf out;
	buf_init(&out, a, 1 << 20, PARTICIPANT_LIST_BYTES);
	xlsx_write(&out, &table);
	return buf_str(&out);
}

static long megabytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss >> 10;
}

/* Each time in a project of its own, as three requests: sending, looking, bringing in. Rows a
 * second. */
static void measure(const char *name, struct str (*make)(struct arena *a), double *ret_rows)
{
	usec looking = 0, whole = 0;
	struct world w;
	for (int i = 0; i < ROUNDS; i++) {
		struct participant_list list;
		int64_t came = 0;
		REQUIRE(set_up(&w));
		const struct app *app = &w.p.app;
		struct str bytes = make(w.p.arena);
		usec begun = clock_monotonic();
		struct arena *a = arena_new();
		CHECK_OK(participant_list_send(app, a, &w.mila, &w.at, bytes));
		arena_reset(a);
		usec looked = clock_monotonic();
		CHECK_OK(participant_list_look(app, a, &w.mila, &w.at, &list));
		CHECK_INT((int64_t)list.entries.count[ENTRY_READY], PARTICIPANTS_MOST);
		arena_reset(a);
		looking += clock_monotonic() - looked;
		CHECK_OK(participant_list_bring(
			app, a, &w.mila, &w.at, &(struct participant_bring){0}, &came));
		whole += clock_monotonic() - begun;
		arena_free(a);
		CHECK_INT(came, PARTICIPANTS_MOST);
		place_close(&w.p);
	}
	printf("figure import_look_%s_ms %.0f ms\n", name, (double)looking / ROUNDS / 1000);
	*ret_rows = (double)PARTICIPANTS_MOST * ROUNDS * 1e6 / (double)whole;
	printf("figure import_rows_per_s_%s %.0f rows/s\n", name, *ret_rows);
}

TEST(participants_come_in)
{
	const char *engine = location_is_remote() ? "pg" : "sqlite";
	printf("# %s, each sent, looked through and brought in\n", engine);
	double csv = 0, xlsx = 0;
	measure("csv", csv_list, &csv);
	measure("xlsx", xlsx_list, &xlsx);
	printf("figure import_rows_per_s %.0f rows/s\n", csv < xlsx ? csv : xlsx);
	printf("figure import_memory_most %ld MB\n", megabytes());
}
