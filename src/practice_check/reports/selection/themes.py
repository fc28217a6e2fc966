"""What a rule is about, as far as the first screen must know it to put the right people first.

A rule says it itself (``themes``): child, victim, high-risk, contradiction, and *exposed* where what is open is not a
document but a step that protects somebody, *awaited* where somebody outside is to answer.
"""

#: How a theme stands on a screen.
LABELS = {"child": "child", "victim": "victim", "high-risk": "high risk"}
