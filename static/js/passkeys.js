// Tells in words what allauth's passkey scripts write to the console alone: that the browser has no
// passkeys, or why one was not taken. A form that asks for a passkey has `data-passkeys`.

const REASONS = {
  NotAllowedError: 'No passkey was given: the request was cancelled or took too long.',
  InvalidStateError: 'This key is already added to your account.',
  SecurityError: 'Passkeys do not work at this address: it needs a host name (on your own computer, localhost) and, elsewhere, https.',
}

const forms = document.querySelectorAll('form[data-passkeys]')

function tell (form, words) {
  const place = form.querySelector('[data-passkey-error]')
  place.textContent = words
  place.hidden = false
}

if (!window.PublicKeyCredential) {
  for (const form of forms) {
    for (const button of form.querySelectorAll('button')) button.disabled = true
    tell(form, 'This browser offers no passkeys here.')
  }
}

let asked = forms[0]
for (const form of forms) form.addEventListener('click', () => { asked = form }, { capture: true })

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const { exception } = event.detail
  tell(asked, REASONS[exception.name] ?? 'The passkey could not be used. Try again, or log in another way.')
})
