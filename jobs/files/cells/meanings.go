package cells

import "strings"

// Meanings are the words of a column that need no question: bare word -> ours.
type Meanings map[string]string

// meant reads lines of words, split by comma, that mean the same.
func meant(lines ...[2]string) Meanings {
	m := Meanings{}
	for _, l := range lines {
		m[l[0]] = l[0]
		for w := range strings.SplitSeq(l[1], ",") {
			m[strings.Join(strings.Fields(w), " ")] = l[0]
		}
	}
	return m
}

// StatusWords stand in the exports of ERPs in en, de, fr, es, it, nl and pl. A word
// that is used in two ways — sent, released, partial — is none of them: it is asked.
var StatusWords = meant(
	[2]string{"draft", `quote,quotation,entwurf,angebot,brouillon,devis,borrador,presupuesto,bozza,preventivo,concept,offerte,
		szkic,wersja robocza`},
	[2]string{"open", `confirmed,in progress,in process,processing,pending,new,ordered,backorder,backordered,on hold,sales order,
		partially delivered,partly delivered,partially shipped,to deliver,to deliver and bill,
		offen,bestatigt,in bearbeitung,in arbeit,ausstehend,neu,bestellt,teilgeliefert,teilweise geliefert,in ruckstand,
		ouvert,ouverte,confirme,confirmee,en cours,en cours de traitement,en attente,en preparation,nouveau,nouvelle,
		partiellement livre,partiellement livree,
		abierto,abierta,confirmado,confirmada,en curso,en proceso,pendiente,nuevo,nueva,parcialmente entregado,
		aperto,aperta,confermato,confermata,in corso,in lavorazione,in attesa,nuovo,nuova,parzialmente evaso,
		openstaand,bevestigd,in behandeling,in afwachting,nieuw,gedeeltelijk geleverd,
		otwarte,otwarty,otwarta,potwierdzone,potwierdzony,w toku,w realizacji,w trakcie realizacji,oczekujace,nowe,nowy`},
	[2]string{"closed", `complete,completed,done,finished,fulfilled,delivered,shipped,invoiced,billed,paid,
		abgeschlossen,erledigt,geschlossen,geliefert,ausgeliefert,versendet,versandt,fakturiert,berechnet,abgerechnet,verrechnet,
		in rechnung gestellt,bezahlt,fertig,beendet,
		termine,terminee,cloture,cloturee,clos,ferme,fermee,livre,livree,expedie,expediee,facture,facturee,paye,payee,solde,soldee,
		cerrado,cerrada,completado,completada,terminado,terminada,finalizado,finalizada,entregado,entregada,facturado,facturada,
		pagado,pagada,
		chiuso,chiusa,completato,completata,evaso,evasa,consegnato,consegnata,spedito,spedita,fatturato,fatturata,pagato,pagata,
		gesloten,afgesloten,afgerond,voltooid,geleverd,verzonden,gefactureerd,betaald,afgehandeld,
		zamkniete,zamkniety,zakonczone,zakonczony,zrealizowane,zrealizowany,dostarczone,dostarczony,wyslane,wyslany,
		zafakturowane,zafakturowany,zaplacone,oplacone`},
	[2]string{"cancelled", `canceled,cancel,void,voided,storniert,storno,annulliert,annule,annulee,cancelado,cancelada,anulado,anulada,
		annullato,annullata,geannuleerd,anulowane,anulowany,anulowana`},
)

// ProductKinds are what is sold, in the same languages.
var ProductKinds = meant(
	[2]string{"goods", `good,product,products,item,stock,stockable,storable,storable product,ware,waren,artikel,handelsware,produkt,
		produit,marchandise,article,producto,articulo,prodotto,articolo,merce,goederen,towar,towary`},
	[2]string{"service", "services,dienstleistung,dienstleistungen,leistung,prestation,servicio,servizio,dienst,diensten,usluga,uslugi"},
)

// ContactKinds are known words; others stay what they are, for a shop may have
// kinds of contacts of its own.
var ContactKinds = meant(
	[2]string{"call", `phone,phone call,telephone,anruf,telefonat,telefon,appel,appel telephonique,llamada,telefonata,chiamata,
		telefoon,telefoontje,rozmowa telefoniczna`},
	[2]string{"visit", "besuch,visite,visita,bezoek,wizyta"},
	[2]string{"email", "e-mail,mail,courriel,correo electronico,posta elettronica"},
	[2]string{"note", "notiz,nota,notitie,notatka"},
)
