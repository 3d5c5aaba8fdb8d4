#include "app/certificate_inside.h"

#include "unit/unit.h"

static struct certificate_content content_of(struct arena *a, const char *body)
{
	struct certificate_content content = {0};
	CHECK_OK(certificate_body_read(a, str_of(body), &content));
	return content;
}

TEST(certificate_body_of_the_first_version_keeps_its_parts)
{
	struct arena *a = arena_new();
	struct certificate_content content = content_of(a,
		"{\"version\":1,\"language\":\"en\","
		"\"project\":[{\"head\":\"Aims\",\"text\":\"To learn.\"}],"
		"\"learning\":[{\"head\":\"Citizenship\",\"label\":\"At the end\","
		"\"text\":\"I vote.\"}],"
		"\"also\":[{\"language\":\"nl\",\"project\":[{\"text\":\"Leren.\"}]}]}");
	REQUIRE(content.words_len == 2 && content.words[0].parts_len == 2);
	const struct certificate_told *learning =
		certificate_told_of(&content.words[0], CERTIFICATE_LEARNING);
	REQUIRE(learning && learning->sections_len == 1);
	CHECK_STR(learning->sections[0].head, "Citizenship");
	CHECK_STR(learning->sections[0].label, "At the end");
	CHECK_STR(learning->sections[0].text, "I vote.");
	CHECK(!learning->title.len);
	const struct certificate_told *project =
		certificate_told_of(&content.words[1], CERTIFICATE_PROJECT);
	REQUIRE(project && content.words[1].parts_len == 1);
	CHECK_STR(project->sections[0].text, "Leren.");
	arena_free(a);
}

TEST(certificate_body_leaves_out_a_part_that_it_does_not_know)
{
	struct arena *a = arena_new();
	struct certificate_content content =
		content_of(a, "{\"version\":2,\"language\":\"en\",\"parts\":["
			      "{\"part\":\"cover\",\"sections\":[{\"text\":\"No.\"}]},"
			      "{\"part\":\"project\",\"title\":\"The project\","
			      "\"sections\":[{\"text\":\"Yes.\"}]}]}");
	REQUIRE(content.words[0].parts_len == 1);
	CHECK(content.words[0].parts[0].id == CERTIFICATE_PROJECT);
	CHECK_STR(content.words[0].parts[0].title, "The project");
	CHECK(!certificate_told_of(&content.words[0], CERTIFICATE_LEARNING));
	arena_free(a);
}
