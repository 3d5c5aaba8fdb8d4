/* One answer, to be read; its picture is where its owner finds it. */
#pragma once

#include "app/passport.h"
#include "view/passport.h"
#include "web/page.h"

struct question_line question_line(const struct request *req, const struct passport_answer *answer);
