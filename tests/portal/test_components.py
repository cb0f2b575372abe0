"""The parts that pages are made of."""

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from portal.members.models import StakeholderGroup


class Response(forms.Form):
    body = forms.CharField(label="Your words", help_text="As long as you like.", widget=forms.Textarea)
    country = forms.CharField(label="Country", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("ge", "General"), ("te", "Technical")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Write to me")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def request(path: str = "/en/", **query: str):
    made = RequestFactory().get(path, query)
    made.user = AnonymousUser()
    return made


def rendered(field) -> str:
    return render_to_string("components/field.html", {"field": field}, request=request())


def test_a_field_has_a_label_and_a_hint_that_its_input_names():
    html = rendered(Response()["body"])
    assert '<label class="label" for="id_body">Your words</label>' in html
    assert 'id="id_body_hint"' in html
    assert 'aria-describedby="id_body_hint"' in html
    assert 'class="input"' in html


def test_a_field_that_may_stay_empty_says_so():
    assert "(if you like)" in rendered(Response()["country"])
    assert "(if you like)" not in rendered(Response()["body"])


def test_a_faulty_field_is_named_invalid_and_says_why_beside_it():
    html = rendered(Response({})["body"])
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_body_hint id_body_error"' in html
    assert "field bad" in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = rendered(Response({})["kind"])
    assert "<legend>Kind</legend>" in html
    assert html.count('class="choice"') == 2
    assert 'for="id_kind_0"' in html
    assert 'aria-describedby="id_kind_error"' in html


def test_a_hidden_field_is_only_an_input():
    assert rendered(Response()["key"]).strip() == '<input type="hidden" name="key" id="id_key">'


def test_the_summary_leads_to_each_faulty_field():
    html = render_to_string("components/form_errors.html", {"form": Response({})}, request=request())
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html
    for anchor in ("#id_body", "#id_kind_0", "#id_agree"):
        assert f'href="{anchor}"' in html
    assert "3 things have to be put right first" in html


def test_a_form_without_faults_has_no_summary():
    assert render_to_string("components/form_errors.html", {"form": Response()}, request=request()).strip() == ""


def test_a_group_is_chosen_by_its_sign_and_name(db):
    class Stand(forms.Form):
        group = forms.ModelChoiceField(StakeholderGroup.objects.all(), widget=forms.RadioSelect, empty_label=None)

    html = rendered(Stand()["group"])
    assert html.count('<use href="#g-') == 11
    assert "Artisanal and small-scale miners" in html


def test_pages_keep_what_else_stands_in_the_address():
    page = Paginator(range(95), 10).page(4)
    html = render_to_string("components/pages.html", {"page": page}, request=request(q="mine", page="4"))
    assert 'href="?q=mine&amp;page=3" rel="prev"' in html
    assert 'href="?q=mine&amp;page=5" rel="next"' in html
    assert html.count("aria-current") == 1


def test_one_page_needs_no_pages():
    page = Paginator(range(5), 10).page(1)
    assert render_to_string("components/pages.html", {"page": page}, request=request()).strip() == ""
