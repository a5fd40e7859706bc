"""What is done for a sign-in code that nobody can be sent, where allauth breaks?"""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess


class LoginCodes(LoginCodeVerificationProcess):
    """allauth makes another code for a telephone only of somebody, and breaks where nobody has it: an answer that
    tells. Nobody gets a code, and no try is right without one."""

    def generate_code(self) -> str:
        code: str = super().generate_code() if self.user else ""
        return code
