from django import forms


class LoginForm(forms.Form):
    """警号 and password."""

    number = forms.CharField(
        label="警号",
        max_length=16,
        error_messages={"required": "请输入警号。"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "inputmode": "numeric"}),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        error_messages={"required": "请输入密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
