// Starts allauth's passkey scripts on the forms marked `data-passkeys="login|authenticate|add"`, and
// tells in words what those write to the console alone: why a passkey was not taken.

const REASONS = {
  NotAllowedError: 'No passkey was given: the request was cancelled or took too long.',
  InvalidStateError: 'This key is already added to your account.',
  SecurityError:
    'Passkeys do not work at this address: it needs a host name (on your own computer, localhost) and, elsewhere, https.',
}

const forms = document.querySelectorAll('form[data-passkeys]')

function tell (form, words) {
  const place = form.querySelector('[data-passkey-error]')
  place.textContent = words
  place.hidden = false
}

function start (form) {
  const kind = form.dataset.passkeys
  const button = form.querySelector('button')
  if (!window.PublicKeyCredential) {
    button.disabled = true
    tell(form, 'This browser offers no passkeys here.')
    return
  }
  window.allauth.webauthn.forms[`${kind}Form`]({
    ids: {
      [kind]: button.id,
      credential: form.elements.credential.id,
      passwordless: form.elements.passwordless?.id,
      data: 'js_data',
    },
  })
  button.addEventListener('click', () => { asked = form })
  // Enter in a field means the button: a form without a credential is of no use to the server.
  form.addEventListener('submit', (event) => {
    if (form.elements.credential.value) return
    event.preventDefault()
    button.click()
  })
}

let asked = forms[0]
for (const form of forms) start(form)

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const { exception } = event.detail
  tell(asked, REASONS[exception.name] ?? 'The passkey could not be used. Try again, or log in another way.')
})
