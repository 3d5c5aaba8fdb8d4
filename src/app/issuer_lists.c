#include "app/issuer_lists.h"

#include "base/arena.h"
#include "base/mem.h"

#include <pthread.h>
#include <string.h>

struct kept {
	struct digest of;
	char *text; /* NULL: none yet */
	size_t len;
};

struct issuer_lists {
	pthread_mutex_t lock;
	struct kept kept[ISSUER_LISTS_KEPT];
	int64_t count;
};

struct issuer_lists *issuer_lists_new(void)
{
	struct issuer_lists *lists = mem_new(struct issuer_lists);
	pthread_mutex_init(&lists->lock, NULL);
	return lists;
}

void issuer_lists_free(struct issuer_lists *lists)
{
	if (!lists)
		return;
	for (size_t i = 0; i < ISSUER_LISTS_KEPT; i++)
		mem_free(lists->kept[i].text);
	pthread_mutex_destroy(&lists->lock);
	mem_free(lists);
}

struct str issuer_lists_get(struct issuer_lists *lists, struct arena *a, const struct digest *of)
{
	struct str found = STR_NONE;
	pthread_mutex_lock(&lists->lock);
	for (size_t i = 0; i < ISSUER_LISTS_KEPT && !found.len; i++) {
		const struct kept *k = &lists->kept[i];
		if (k->text && hash_eq(&k->of, of))
			found = str_dup(a, (struct str){k->text, k->len});
	}
	pthread_mutex_unlock(&lists->lock);
	return found;
}

void issuer_lists_put(struct issuer_lists *lists, const struct digest *of, struct str text)
{
	if (!text.len || text.len > ISSUER_LIST_BYTES_MOST)
		return;
	pthread_mutex_lock(&lists->lock);
	struct kept *k = &lists->kept[lists->count++ % ISSUER_LISTS_KEPT];
	mem_free(k->text);
	*k = (struct kept){*of, mem_alloc(text.len), text.len};
	memcpy(k->text, text.p, text.len);
	pthread_mutex_unlock(&lists->lock);
}

int64_t issuer_lists_count(struct issuer_lists *lists)
{
	pthread_mutex_lock(&lists->lock);
	int64_t count = lists->count;
	pthread_mutex_unlock(&lists->lock);
	return count;
}
