#include "app/seen.h"

#include "app/access.h"
#include "base/mem.h"
#include "db/content.h"

#include <pthread.h>
#include <string.h>

struct note {
	struct digest session;
	usec at;
};

struct seen {
	pthread_mutex_t lock;
	size_t len;
	struct note notes[SEEN_MOST];
};

struct seen *seen_new(void)
{
	struct seen *s = mem_new(struct seen);
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void seen_free(struct seen *s)
{
	if (!s)
		return;
	pthread_mutex_destroy(&s->lock);
	mem_free(s);
}

void seen_note(struct seen *s, const struct digest *session, usec now)
{
	pthread_mutex_lock(&s->lock);
	size_t at = 0;
	while (at < s->len && memcmp(&s->notes[at].session, session, sizeof(*session)) != 0)
		at++;
	if (at < SEEN_MOST)
		s->notes[at] = (struct note){*session, now};
	if (at == s->len && at < SEEN_MOST)
		s->len++;
	pthread_mutex_unlock(&s->lock);
}

struct taken {
	struct note *notes;
	size_t len;
};

static struct taken take(struct seen *s, struct arena *a)
{
	pthread_mutex_lock(&s->lock);
	struct taken t = {arena_array(a, struct note, s->len), s->len};
	memcpy(t.notes, s->notes, t.len * sizeof(*t.notes));
	s->len = 0;
	pthread_mutex_unlock(&s->lock);
	return t;
}

static err_t write_all(struct tx *tx, void *ctx)
{
	const struct taken *t = ctx;
	TRY(access_keep_house(tx));
	for (size_t i = 0; i < t->len; i++) {
		struct str digest = hash_str(&t->notes[i].session);
		TRY(session_touch(tx, digest, t->notes[i].at));
		TRY(participant_session_touch(tx, digest, t->notes[i].at));
	}
	return NULL;
}

err_t seen_write(const struct app *app)
{
	struct arena *a = arena_new();
	struct taken t = take(app->seen, a);
	err_t e = t.len ? db_tx(app->db, write_all, &t) : NULL;
	arena_free(a);
	return e;
}
