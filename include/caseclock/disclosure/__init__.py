"""Figures for an audience: what is small is marked, and so is what would give it away."""


from caseclock.disclosure.policy import AUDIENCES, Policy, policy_for


