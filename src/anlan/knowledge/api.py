"""The door of the room knowledge."""

from anlan.knowledge.domain.articles import Fault, faults_of, labels_of, unbroken
from anlan.knowledge.domain.asking import Word
from anlan.knowledge.domain.drafting import Sentence, WhyNot, masked
from anlan.knowledge.domain.likeness import Event, Likeness, Reason
from anlan.knowledge.domain.papers import Part, parts_of, text_of
from anlan.knowledge.domain.snippets import Piece
from anlan.knowledge.domain.states import DocumentAct, DocumentState
from anlan.knowledge.domain.versions import Force
from anlan.knowledge.events import AnswerDrafted, DocumentAdded, DocumentMoved, DraftAsked
from anlan.knowledge.ports import Drafter, DrafterAway
from anlan.knowledge.selectors.exporting import library_pack
from anlan.knowledge.selectors.library import (
    CaseRow,
    DocumentRow,
    LibraryFilter,
    PassageRow,
    case,
    document,
    document_of_key,
    documents,
    editions,
    kind_counts,
    passages,
)
from anlan.knowledge.selectors.on_paper import cards_paper, document_paper
from anlan.knowledge.selectors.search import LONGEST, Answer, Found, search
from anlan.knowledge.selectors.similar import SimilarCase, event_of_incident, similar_cases
from anlan.knowledge.selectors.tables import case_parts
from anlan.knowledge.services.cases import NewCase, add_case, edit_case
from anlan.knowledge.services.drafting import Draft, draft_answer
from anlan.knowledge.services.from_incidents import add_lessons_of_incident, draft_case_of_incident
from anlan.knowledge.services.from_plans import drop_plan, take_plan
from anlan.knowledge.services.importing import case_columns, check_cases, import_cases, import_paper
from anlan.knowledge.services.library import (
    KINDS,
    WRITTEN_KINDS,
    NewDocument,
    add_document,
    edit_paper,
    publish_document,
    reopen_document,
    repeal_document,
    withdraw_document,
)
from anlan.knowledge.services.shipped import mark_demonstration, put_shipped_papers, remove_demonstration
