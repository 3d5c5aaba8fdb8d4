#include "credential/finding.h"

#include "unit/unit.h"

TEST(finding_kinds_have_a_face_each_and_codes_of_their_own)
{
	for (int i = 0; i < FINDING_KINDS; i++) {
		const struct finding_face *face = finding_face((enum finding_kind)i);
		REQUIRE(face->code && face->text);
		for (int k = 0; k < i; k++) {
			const struct finding_face *other = finding_face((enum finding_kind)k);
			CHECK(!str_is(str_of(face->code), other->code));
			CHECK(!str_is(str_of(face->text), other->text));
		}
	}
}

TEST(findings_tell_problems_from_notes_and_by_question)
{
	struct arena *a = arena_new();
	struct findings f;
	findings_init(&f, a);
	CHECK(findings_ok(&f));
	findings_add(&f, FINDING_STATUS_UNKNOWN, STR_NONE);
	CHECK(findings_ok(&f) && findings_has(&f, FINDING_STATUS_UNKNOWN));
	findings_add(&f, FINDING_PROOF_WRONG, STR("proof 1"));
	CHECK(!findings_ok(&f) && !findings_ok_about(&f, ABOUT_PROOF));
	CHECK(findings_ok_about(&f, ABOUT_ISSUER) && findings_ok_about(&f, ABOUT_VALIDITY));
	CHECK(!findings_has(&f, FINDING_EXPIRED));
	arena_free(a);
}

TEST(findings_are_bounded)
{
	struct arena *a = arena_new();
	struct findings f;
	findings_init(&f, a);
	for (int i = 0; i < 2 * FINDINGS_MOST; i++)
		findings_add(&f, FINDING_STATUS_UNKNOWN, STR_NONE);
	CHECK_INT((int64_t)f.list.len, FINDINGS_MOST);
	findings_add(&f, FINDING_PROOF_WRONG, STR_NONE);
	CHECK_INT((int64_t)f.list.len, FINDINGS_MOST);
	CHECK(!findings_ok(&f));
	/* What finds no place in the list still counts. */
	findings_add(&f, FINDING_HOLDER_OTHER, STR_NONE);
	findings_add(&f, FINDING_EXPIRED, STR_NONE);
	CHECK_INT((int64_t)f.list.len, FINDINGS_MOST);
	CHECK(findings_has(&f, FINDING_HOLDER_OTHER) && findings_has(&f, FINDING_PROOF_WRONG));
	CHECK(!findings_ok_about(&f, ABOUT_PROOF) && !findings_ok_about(&f, ABOUT_VALIDITY));
	arena_free(a);
}
