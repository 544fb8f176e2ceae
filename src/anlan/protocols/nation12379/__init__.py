"""The domestic XML of warnings (national release system, 12379): an alert without namespace, colours as severity.

``reading.read`` and ``judge_tree`` refuse by element, value and rule. What ``writing.write`` gives reads back the same.
``translating.of_cap`` makes one of a CAP message of ours. Elements are named as in published warnings.
"""
